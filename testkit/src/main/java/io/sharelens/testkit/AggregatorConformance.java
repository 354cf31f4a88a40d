package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory;
import io.sharelens.spi.federation.ServerOptimiser;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.UpdateRules;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every aggregation for two servers must do: right sums, nothing opened but the sum, refusals
 * before a byte is sent. A subclass says which plugin, and gives a configuration with at least 3
 * owners and no noise.
 */
public abstract class AggregatorConformance {
  /** More than a few blocks of any sensible size, and no multiple of one. */
  private static final int PARAMETERS = 700_001;

  private final SecureRandom secure = new SecureRandom();

  /** The plugin under test. */
  protected abstract AggregatorFactory factory();

  /** Options of the tests below. */
  protected abstract Map<String, String> options();

  protected final Aggregator aggregator() {
    return factory().create(new PluginConfig(factory().name(), options()));
  }

  /** Words that the parties opened, one entry a party, with what the run cost. */
  protected final Run<int[]> open(Aggregator aggregator, Programme programme) {
    return open(new TwoServers().recording(), aggregator, programme);
  }

  private static Run<int[]> open(TwoServers servers, Aggregator aggregator, Programme programme) {
    return servers.run(
        server -> {
          int[] sum = new int[programme.words];
          int[] next = new int[1];
          aggregator.open(
              server,
              programme.at(server.number()),
              (from, words) -> {
                assertThat(from).isEqualTo(next[0]);
                System.arraycopy(words, 0, sum, next[0], words.length);
                next[0] += words.length;
              });
          assertThat(next[0]).isEqualTo(programme.words);
          return sum;
        });
  }

  /**
   * A sum in the clear, from which each party gets its programme.
   *
   * @param words of each update, the loss included
   */
  public record Programme(
      int words, int parameters, List<SharedUpdate> updates, List<Leaver> leavers) {
    /** Without removals. */
    public static Programme of(int parameters, List<SharedUpdate> updates) {
      return new Programme(parameters + 1, parameters, updates, List.of());
    }

    long pictures() {
      return updates.stream().mapToLong(SharedUpdate::pictures).sum();
    }

    /** One party's side of it. */
    public SumProgramme at(int party) {
      return new SumProgramme(
          words,
          parameters,
          pictures(),
          updates.stream().map(u -> u.share(party)).toList(),
          leavers.stream()
              .map(
                  l ->
                      new SumProgramme.Removal(
                          l.update.share(party), l.update.pictures(), l.factor))
              .toList());
    }
  }

  /** A leaver's update and what it is multiplied by. */
  public record Leaver(SharedUpdate update, double factor) {}

  /** A shared update of given words. */
  protected final SharedUpdate shared(int[] words, int pictures) {
    return SharedUpdate.of(words, pictures, secure);
  }

  /** An update of normal changes, encoded as owners do. */
  protected final SharedUpdate random(UpdateRules rules, int parameters, int pictures, int seed) {
    Random random = new Random(seed);
    double deviation =
        Math.min(rules.clipValue() / 8, rules.clipNorm() / 2 / Math.sqrt(parameters));
    int[] words = new int[parameters + 1];
    for (int i = 0; i < parameters; i++) {
      double change =
          Math.clamp(random.nextGaussian() * deviation, -rules.clipValue(), rules.clipValue());
      words[i] = (int) Math.rint(change * pictures * rules.scale());
    }
    words[parameters] = (int) Math.rint(random.nextDouble() * pictures * rules.lossScale());
    return shared(words, pictures);
  }

  /** As many random updates as there must be, and some. */
  protected final List<SharedUpdate> contributors(UpdateRules rules, int parameters, int more) {
    List<SharedUpdate> updates = new ArrayList<>();
    for (int j = 0; j < rules.minOwners() + more; j++) {
      updates.add(random(rules, parameters, Math.min(rules.maxPictures(), 17 + 100 * j), j));
    }
    return updates;
  }

  @Test
  final void theSumIsThatOfTheUpdatesToTheWord() {
    UpdateRules rules = aggregator().rules();
    for (int parameters : new int[] {1, 2, 1000, PARAMETERS}) {
      for (int more : new int[] {0, 2}) {
        List<SharedUpdate> updates = contributors(rules, parameters, more);
        Run<int[]> run = open(aggregator(), Programme.of(parameters, updates));
        assertThat(run.one().result()).isEqualTo(plain(updates));
        assertThat(run.two().result()).isEqualTo(plain(updates));
      }
    }
  }

  @Test
  final void nothingIsOpenedButTheSum() {
    Aggregator aggregator = aggregator();
    List<SharedUpdate> updates = contributors(aggregator.rules(), PARAMETERS, 1);
    Run<int[]> run = open(aggregator, Programme.of(PARAMETERS, updates));
    requireOnly(run, openings().getFirst(), PARAMETERS + 1);
    List<SharedUpdate> losses = contributors(aggregator.rules(), 0, 1);
    requireOnly(open(aggregator, Programme.of(0, losses)), openings().get(1), 1);
    List<SharedUpdate> precisions = precisions(aggregator.rules(), 1.0);
    Run<int[]> figures = open(aggregator, figures(precisions));
    requireOnly(figures, openings().get(2), SumProgramme.PRECISIONS);
    assertThat(figures.one().result()).isEqualTo(plain(precisions));
  }

  /** Two words each: half of {@code most} before, {@code most} after. */
  private List<SharedUpdate> precisions(UpdateRules rules, double most) {
    List<SharedUpdate> updates = new ArrayList<>();
    for (int j = 0; j < rules.minOwners(); j++) {
      int pictures = 20 + j;
      int after = (int) Math.rint(most * pictures * rules.lossScale());
      updates.add(shared(new int[] {after / 2, after}, pictures));
    }
    return updates;
  }

  private static Programme figures(List<SharedUpdate> precisions) {
    return new Programme(SumProgramme.PRECISIONS, 0, precisions, List.of());
  }

  /** A precision is at most 1, where a loss may be more. */
  @Test
  final void precisionsThatCannotBeAreRefused() {
    List<SharedUpdate> updates = precisions(aggregator().rules(), 1.1);
    assertThatThrownBy(() -> open(aggregator(), figures(updates)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("sum-out-of-bounds"));
  }

  /** The ledger names it, and no more words travel than the ledger has. */
  private static void requireOnly(Run<?> run, String label, long words) {
    for (Run.Side<?> side : List.of(run.one(), run.two())) {
      assertThat(side.openings()).containsExactly(Map.entry(label, words));
      assertThat(side.sent().stream().mapToLong(m -> m.length).sum())
          .as("bytes on the wire")
          .isEqualTo(words * Integer.BYTES);
      assertThat(side.material()).isEmpty();
    }
  }

  private List<String> openings() {
    return factory().traits(new PluginConfig(factory().name(), options())).openings();
  }

  @Test
  final void whatTravelsIsUniformAndOnlyItsSumSaysSomething() {
    UpdateRules rules = aggregator().rules();
    int parameters = 20_000;
    int[] constant = new int[parameters + 1];
    Arrays.fill(constant, 3);
    List<SharedUpdate> updates = new ArrayList<>();
    for (int j = 0; j < rules.minOwners(); j++) {
      updates.add(shared(constant, 5));
    }
    Run<int[]> run = open(aggregator(), Programme.of(parameters, updates));
    long[][] counts = new long[2][256];
    for (byte[] message : run.one().sent()) {
      count(message, counts[0]);
    }
    for (byte[] message : run.two().sent()) {
      count(message, counts[1]);
    }
    Statistics.requireUniform("bytes of server 1", counts[0]);
    Statistics.requireUniform("bytes of server 2", counts[1]);
  }

  private static void count(byte[] message, long[] counts) {
    for (byte b : message) {
      counts[b & 0xff]++;
    }
  }

  @Test
  final void tooFewOwnersOpenNothing() {
    Aggregator aggregator = aggregator();
    List<SharedUpdate> updates = contributors(aggregator.rules(), 10, 0);
    for (int n = 0; n < updates.size(); n++) {
      requireSilentRefusal(aggregator, Programme.of(10, updates.subList(0, n)), "too-few-owners");
    }
  }

  @Test
  final void countsThatOwnersCannotHaveAreRefused() {
    Aggregator aggregator = aggregator();
    List<SharedUpdate> updates = contributors(aggregator.rules(), 10, 0);
    SharedUpdate first = updates.getFirst();
    int tooMany = updates.size() * aggregator.rules().maxPictures();
    updates.set(0, new SharedUpdate(first.words(), tooMany, first.seed(), first.correction()));
    requireSilentRefusal(aggregator, Programme.of(10, updates), "bad-programme");
  }

  /** Both servers refuse with the same code, and nothing moved. */
  protected final void requireSilentRefusal(
      Aggregator aggregator, Programme programme, String code) {
    Run<String> run =
        new TwoServers()
            .recording()
            .run(
                server -> {
                  try {
                    aggregator.open(server, programme.at(server.number()), (from, words) -> {});
                    return "opened";
                  } catch (LensException e) {
                    return e.code();
                  }
                });
    assertThat(List.of(run.one().result(), run.two().result())).containsOnly(code);
    assertThat(run.onlineBytes() + run.offlineBytes()).isZero();
    assertThat(run.one().openings()).isEmpty();
  }

  @Test
  final void sumsThatNoHonestOwnersHaveAreRefused() {
    UpdateRules rules = aggregator().rules();
    int parameters = 1000;
    List<SharedUpdate> updates = contributors(rules, parameters, 0);
    long pictures = updates.stream().mapToLong(SharedUpdate::pictures).sum();
    int[] first = updates.getFirst().words().clone();
    first[500] += (int) (1.01 * pictures * rules.clipValue() * rules.scale());
    first[500] -= plain(updates)[500];
    requireOutOfBounds(updates, first, parameters);
    int[] loss = updates.getFirst().words().clone();
    loss[parameters] = -plain(updates)[parameters] - 5;
    requireOutOfBounds(updates, loss, parameters);
    int[] foreign = new int[parameters + 1];
    new Random(5).ints(parameters + 1).forEach(w -> foreign[Math.floorMod(w, parameters)] = w);
    requireOutOfBounds(updates, foreign, parameters);
  }

  private void requireOutOfBounds(List<SharedUpdate> updates, int[] first, int parameters) {
    List<SharedUpdate> changed = new ArrayList<>(updates);
    changed.set(0, shared(first, updates.getFirst().pictures()));
    assertThatThrownBy(() -> open(aggregator(), Programme.of(parameters, changed)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("sum-out-of-bounds"));
  }

  @Test
  final void updatesAtTheLimitsFit() {
    UpdateRules rules = aggregator().rules();
    double largest = Math.min(rules.clipValue(), rules.clipNorm());
    int[] words = new int[2];
    words[0] = (int) Math.rint(largest * rules.maxPictures() * rules.scale());
    words[1] = (int) Math.rint(rules.maxLoss() * rules.maxPictures() * rules.lossScale());
    List<SharedUpdate> updates = new ArrayList<>();
    for (int j = 0; j < rules.maxOwners(); j++) {
      updates.add(shared(words, rules.maxPictures()));
    }
    int[] sum = open(aggregator(), Programme.of(1, updates)).one().result();
    assertThat(sum).containsExactly(plain(updates));
    assertThat(sum[0]).isBetween(0, 1 << 30);
    assertThat(sum[1]).isBetween(0, 1 << 30);
  }

  @Test
  final void theServersStepIsTheSameForAnyRuns() {
    ServerOptimiser optimiser = aggregator().optimiser();
    Random random = new Random(3);
    int n = 1000;
    float[] whole = new float[n];
    float[] mean = new float[n];
    for (int i = 0; i < n; i++) {
      whole[i] = (float) random.nextGaussian();
      mean[i] = (float) (random.nextGaussian() * 0.01);
    }
    float[] parts = whole.clone();
    float[][] wholeState = new float[optimiser.width()][n];
    float[][] partState = new float[optimiser.width()][n];
    for (int round = 1; round <= 3; round++) {
      optimiser.step(round, whole, mean, wholeState);
      for (int from = 0; from < n; from += 300) {
        int to = Math.min(n, from + 300);
        float[] w = Arrays.copyOfRange(parts, from, to);
        float[][] s = new float[optimiser.width()][];
        for (int k = 0; k < s.length; k++) {
          s[k] = Arrays.copyOfRange(partState[k], from, to);
        }
        optimiser.step(round, w, Arrays.copyOfRange(mean, from, to), s);
        System.arraycopy(w, 0, parts, from, w.length);
        for (int k = 0; k < s.length; k++) {
          System.arraycopy(s[k], 0, partState[k], from, w.length);
        }
      }
    }
    assertThat(parts).isEqualTo(whole);
    assertThat(partState).isDeepEqualTo(wholeState);
  }

  @Test
  final void unknownOptionsAreRefused() {
    PluginConfig config = new PluginConfig(factory().name(), Map.of("no-such-option", "1"));
    assertThatThrownBy(() -> factory().create(config))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("unknown-option"));
  }

  /** The sum in the clear. */
  protected static int[] plain(List<SharedUpdate> updates) {
    int[] sum = new int[updates.getFirst().words().length];
    for (SharedUpdate update : updates) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += update.words()[i];
      }
    }
    return sum;
  }
}
