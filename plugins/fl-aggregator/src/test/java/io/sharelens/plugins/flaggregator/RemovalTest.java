package io.sharelens.plugins.flaggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory;
import io.sharelens.spi.federation.UpdateRules;
import io.sharelens.testkit.AggregatorConformance;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.SharedUpdate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums with leavers' updates taken out; the suite runs here with few pictures. */
class RemovalTest extends AggregatorConformance {
  private static final int PARAMETERS = SumOpening.BLOCK + 1000;

  @Override
  protected AggregatorFactory factory() {
    return new FlAggregatorFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(
        "max-owners", "10", "max-pictures", "500", "min-owners", "2", "clip-norm", "1000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 0.001, 0.4999, 1.5, 2.75, 3.3333333})
  void factorsAreExactToThreeWords(double factor) {
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> updates = contributors(rules, PARAMETERS, 1);
    SharedUpdate leaver = edges(rules);
    int[] sum = open(aggregator(), programme(updates, new Leaver(leaver, factor))).one().result();
    int[] plain = plain(updates);
    int largest = 0;
    for (int i = 0; i < PARAMETERS; i++) {
      double exact = plain[i] - factor * leaver.words()[i];
      double off = Math.abs(sum[i] - exact);
      assertThat(off).as("word %d", i).isLessThanOrEqualTo(ScaledRemovals.ERROR);
      largest = Math.max(largest, (int) Math.ceil(off));
    }
    assertThat(largest).isLessThanOrEqualTo(ScaledRemovals.ERROR);
    assertThat(sum[PARAMETERS]).as("the loss stays").isEqualTo(plain[PARAMETERS]);
  }

  /** All of a weight's range, its ends included. */
  private SharedUpdate edges(UpdateRules rules) {
    int pictures = 100;
    int bound = (int) (rules.clipValue() * pictures * rules.scale());
    int[] words = new Random(7).ints(PARAMETERS + 1, -bound, bound + 1).toArray();
    int[] special = {0, 1, -1, bound, -bound, 1 << 15, -(1 << 15), (1 << 15) - 1, 1 << 14};
    System.arraycopy(special, 0, words, 0, special.length);
    return shared(words, pictures);
  }

  @Test
  void theModelIsThatOfTheOthers() {
    // One owner of three in round 1 leaves; round 2 takes its part of the model away.
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> earlier = contributors(rules, PARAMETERS, 1);
    SharedUpdate leaver = earlier.get(1);
    List<SharedUpdate> later = contributors(rules, PARAMETERS, 2);
    double all = earlier.stream().mapToLong(SharedUpdate::pictures).sum();
    double others = all - leaver.pictures();
    double now = later.stream().mapToLong(SharedUpdate::pictures).sum();
    int[] opened =
        open(aggregator(), programme(later, new Leaver(leaver, now / others))).one().result();
    int[] first = plain(earlier);
    int[] second = plain(later);
    for (int i = 0; i < PARAMETERS; i++) {
      double model =
          first[i] / all
              + opened[i] / now
              + first[i] * (leaver.pictures() / (all * others)); // the public part
      double without = (first[i] - leaver.words()[i]) / others + second[i] / now;
      assertThat(Math.abs(model - without)).isLessThanOrEqualTo(ScaledRemovals.ERROR / now + 1e-6);
    }
  }

  @Test
  void severalLeaversAreOneOpening() {
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> updates = contributors(rules, PARAMETERS, 1);
    SharedUpdate a = random(rules, PARAMETERS, 50, 91);
    SharedUpdate b = random(rules, PARAMETERS, 60, 92);
    Run<int[]> run = open(aggregator(), programme(updates, new Leaver(a, 1.7), new Leaver(b, 0.3)));
    int[] plain = plain(updates);
    for (int i = 0; i < PARAMETERS; i++) {
      double exact = plain[i] - 1.7 * a.words()[i] - 0.3 * b.words()[i];
      assertThat(Math.abs(run.two().result()[i] - exact))
          .isLessThanOrEqualTo(2 * ScaledRemovals.ERROR);
    }
    long words = PARAMETERS + 1;
    assertThat(run.one().openings()).containsExactly(Map.entry("fl.sum-of-updates", words));
    // Two blocks of two truncations and an opening; a truncation opens 4 masked bytes a word.
    assertThat(run.rounds()).isEqualTo(6);
    assertThat(run.onlineBytes()).isEqualTo(2 * 4 * words + 2 * 2 * 4L * 2 * PARAMETERS);
    assertThat(run.offlineBytes()).isEqualTo(2 * 8L * 2 * PARAMETERS);
  }

  /** A leaver of many rounds: groups of four, each in two rounds for each of two blocks. */
  @Test
  void manyRemovalsAreOneOpeningToo() {
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> updates = contributors(rules, PARAMETERS, 1);
    Leaver[] leavers = new Leaver[6];
    for (int j = 0; j < leavers.length; j++) {
      leavers[j] = new Leaver(random(rules, PARAMETERS, 20, 50 + j), 0.1 + 0.3 * j);
    }
    Run<int[]> run = open(aggregator(), programme(updates, leavers));
    int[] plain = plain(updates);
    for (int i = 0; i < PARAMETERS; i++) {
      double exact = plain[i];
      for (Leaver l : leavers) {
        exact -= l.factor() * l.update().words()[i];
      }
      assertThat(Math.abs(run.one().result()[i] - exact))
          .isLessThanOrEqualTo(leavers.length * ScaledRemovals.ERROR);
    }
    assertThat(run.one().openings()).containsOnlyKeys("fl.sum-of-updates");
    assertThat(run.rounds()).isEqualTo(2 * (2 * 2 + 1));
  }

  @Test
  void removalsNeedThreeOthers() {
    UpdateRules rules = aggregator().rules();
    Leaver leaver = new Leaver(random(rules, PARAMETERS, 50, 91), 1);
    List<SharedUpdate> two = contributors(rules, PARAMETERS, 0);
    assertThat(two).hasSize(2);
    requireSilentRefusal(aggregator(), programme(two, leaver), "too-few-owners");
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum", "fedadam", "fedyogi"})
  void adaptiveStepsCannotBeTakenBack(String optimiser) {
    PluginConfig config = new PluginConfig("fl-aggregator", Map.of("optimiser", optimiser));
    assertThat(factory().traits(config).removable()).isFalse();
    Aggregator adaptive = factory().create(config);
    List<SharedUpdate> updates = contributors(adaptive.rules(), PARAMETERS, 0);
    Leaver leaver = new Leaver(random(adaptive.rules(), PARAMETERS, 50, 91), 1);
    requireSilentRefusal(adaptive, programme(updates, leaver), "removal-not-offered");
  }

  @Test
  void whatCouldWrapIsRefused() {
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> updates = contributors(rules, PARAMETERS, 1);
    Leaver leaver = new Leaver(random(rules, PARAMETERS, 500, 91), 40);
    requireSilentRefusal(aggregator(), programme(updates, leaver), "removal-too-large");
  }

  @Test
  void aLeaversShareThatIsNotClippedIsNoticed() {
    UpdateRules rules = aggregator().rules();
    List<SharedUpdate> updates = contributors(rules, PARAMETERS, 1);
    int[] words = new int[PARAMETERS + 1];
    words[3] = 1 << 29;
    Leaver leaver = new Leaver(shared(words, 1), 1);
    assertThatThrownBy(() -> open(aggregator(), programme(updates, leaver)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("sum-out-of-bounds"));
  }

  private static Programme programme(List<SharedUpdate> updates, Leaver... leavers) {
    return new Programme(PARAMETERS + 1, PARAMETERS, updates, List.of(leavers));
  }
}
