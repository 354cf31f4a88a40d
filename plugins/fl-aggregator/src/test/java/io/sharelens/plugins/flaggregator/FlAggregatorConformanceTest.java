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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlAggregatorConformanceTest extends AggregatorConformance {
  @Override
  protected AggregatorFactory factory() {
    return new FlAggregatorFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of();
  }

  @Test
  void oneRoundAndOneShareEachWay() {
    int words = 3 * SumOpening.BLOCK + 7;
    List<SharedUpdate> updates = contributors(aggregator().rules(), words - 1, 0);
    Run<int[]> run = open(aggregator(), Programme.of(words - 1, updates));
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8L * words);
    assertThat(run.offlineBytes()).isZero();
    assertThat(run.one().sent()).hasSize(4);
  }

  @Test
  void theMeanIsTheWeightedMeanWithinFixedPointError() {
    UpdateRules rules = aggregator().rules();
    int parameters = 5000;
    List<SharedUpdate> updates = contributors(rules, parameters, 2);
    long pictures = updates.stream().mapToLong(SharedUpdate::pictures).sum();
    int[] sum = open(aggregator(), Programme.of(parameters, updates)).one().result();
    for (int i = 0; i < parameters; i++) {
      double exact = 0;
      for (SharedUpdate u : updates) {
        double change = u.words()[i] / rules.scale() / u.pictures();
        exact += change * u.pictures() / pictures;
      }
      double half = 0.5 * updates.size() / rules.scale() / pictures;
      assertThat(Math.abs(sum[i] / rules.scale() / pictures - exact)).isLessThanOrEqualTo(half);
    }
  }

  @Test
  void sumsOfNoisyUpdatesFitAndTellNoLoss() {
    Aggregator noisy =
        factory()
            .create(
                new PluginConfig(
                    "fl-aggregator", Map.of("noise-multiplier", "1", "max-pictures", "100")));
    UpdateRules rules = noisy.rules();
    int parameters = 10_000;
    List<SharedUpdate> updates = new ArrayList<>();
    Random random = new Random(4);
    for (int j = 0; j < 3; j++) {
      int[] words = new int[parameters + 1];
      for (int i = 0; i < parameters; i++) {
        words[i] = (int) Math.rint(random.nextGaussian() * rules.noise() * rules.scale());
      }
      updates.add(shared(words, 100));
    }
    assertThat(open(noisy, Programme.of(parameters, updates)).one().result())
        .isEqualTo(plain(updates));
    for (int at : new int[] {17, parameters}) {
      int[] words = updates.getFirst().words().clone();
      words[at] = at == parameters ? 1 : (int) (13 * rules.noise() * rules.scale()) * 2;
      List<SharedUpdate> changed = new ArrayList<>(updates);
      changed.set(0, shared(words, 100));
      assertThatThrownBy(() -> open(noisy, Programme.of(parameters, changed)))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("sum-out-of-bounds"));
    }
  }
}
