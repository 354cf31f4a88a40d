package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A node that dealt correlated randomness for additive shares becomes party 3 of three. It knows
 * all that those shares were masked with; the parts that it gets must not complete its knowledge.
 * The shares here come from truncations, as those of features do.
 */
class FormerDealerTest {
  private static final int F = 12;
  private static final int N = 300;
  private static final int OFFSET = 1 << 30;
  private static final Shape SHAPE = Shape.of(N);

  /**
   * What the former dealer knows and gets.
   *
   * @param mask x of each truncation
   * @param shifted both servers' shares of x >>> f
   * @param wrap both servers' shares of MSB(x) 2^(32-f)
   * @param additive the truncated secret's share at server 1, which the dealer must not get
   * @param own its part 3
   * @param next its part 1
   */
  private record View(
      int[] mask, List<int[]> shifted, List<int[]> wrap, int[] additive, int[] own, int[] next) {}

  private static View view(int[] values, long seed) {
    Secret secret = Secret.of(SHAPE, values, new Random(seed));
    Run<int[]> additive =
        new TwoServers()
            .recording()
            .random(RandomSource.seeded(seed))
            .run(s -> AdditiveTensor.shareOf(s.arithmetic().truncate(secret.of(s), F)));
    ThreeRun<ReplicatedTensor> run =
        new ThreeServers()
            .random(RandomSource.seeded(seed + 1))
            .run(
                s ->
                    ReplicatedTensor.of(
                        s.arithmetic()
                            .importAdditive(
                                SHAPE,
                                switch (s.number()) {
                                  case 1 -> additive.one().result();
                                  case 2 -> additive.two().result();
                                  default -> new int[0];
                                })));
    int[] sum = ThreeSecret.reconstruct(run.sides().stream().map(ThreeRun.Side::result).toList());
    for (int i = 0; i < N; i++) {
      assertThat(sum[i] - (values[i] >> F)).isBetween(0, 1);
    }
    List<int[]> one = fields(additive.one());
    List<int[]> two = fields(additive.two());
    int[] mask = new int[N];
    Arrays.setAll(mask, i -> one.get(0)[i] + two.get(0)[i]);
    ReplicatedTensor third = run.side(3).result();
    return new View(
        mask,
        List.of(one.get(1), two.get(1)),
        List.of(one.get(2), two.get(2)),
        additive.one().result(),
        third.own(),
        third.next());
  }

  /** Mask, shifted mask and wrap of a truncation, as one server got them. */
  private static List<int[]> fields(Run.Side<?> side) {
    List<int[]> fields = side.material().stream().map(Material::words).toList();
    assertThat(fields).hasSize(3);
    return fields;
  }

  /** Secrets that the dealer finds if it takes {@code share} for the share of server 1. */
  private static long found(View v, int[] share, int[] values) {
    return IntStream.range(0, N)
        .filter(
            i -> {
              for (int bit = 0; bit <= 1; bit++) {
                int shifted = share[i] + (OFFSET >>> F) + v.shifted.get(0)[i];
                int r = shifted - bit * v.wrap.get(0)[i];
                if (r >>> 32 - F != 0 || 1 - (r >>> 31 - F) != bit) {
                  continue; // no opened value is like that
                }
                int top = v.mask[i] >>> 31 << 32 - F;
                int z = r - (v.mask[i] >>> F) + bit * top - (OFFSET >>> F);
                if (Math.abs(z - (values[i] >> F)) <= 1) {
                  return true;
                }
              }
              return false;
            })
        .count();
  }

  private static int[] values(long seed) {
    return new Random(seed).ints(N, -(1 << 29), 1 << 29).toArray();
  }

  /** PROTOCOLS section 10: without fresh masks the dealer would have every secret. */
  @Test
  void aShareAsItIsWouldGiveEverySecretAway() {
    int[] values = values(1);
    View v = view(values, 10);
    assertThat(found(v, v.additive, values)).isEqualTo(N);
  }

  @Test
  void itsPartsGiveNothingAway() {
    int[] values = values(2);
    View v = view(values, 20);
    assertThat(found(v, v.next, values)).isLessThan(5);
    assertThat(found(v, v.own, values)).isLessThan(5);
    int[] sum = new int[N];
    Arrays.setAll(sum, i -> v.own[i] + v.next[i]);
    assertThat(found(v, sum, values)).isLessThan(5);
  }

  /** Parts are uniform, and stay so next to each thing that the dealer knows. */
  @Test
  void itsPartsAreIndependentOfAllThatItDealt() {
    for (int value : new int[] {0, -1, 123_456_789}) {
      check(value, false);
    }
  }

  @Test
  void theCheckFindsAShareAsItIs() {
    assertThatThrownBy(() -> check(0, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("chi-square");
  }

  private static void check(int value, boolean naive) {
    int[] values = new int[N];
    Arrays.fill(values, value);
    Samples samples = new Samples();
    WireField words = WireField.words(N);
    for (int s = 0; s < 12; s++) {
      View one = view(values, 1_000 + 10L * s);
      View two = view(values, 5_000 + 10L * s);
      samples.values("part 3", words, one.own, two.own, false);
      for (int known = 0; known < 5; known++) {
        samples.values(
            "part 1 less what it dealt, " + known,
            words,
            less(naive ? one.additive : one.next, one, known),
            less(naive ? two.additive : two.next, two, known),
            false);
        samples.values(
            "parts 1 and 3 less what it dealt, " + known,
            words,
            less(sum(one), one, known),
            less(sum(two), two, known),
            false);
      }
    }
    samples.check("of " + value + ": ");
  }

  private static int[] sum(View v) {
    int[] z = new int[N];
    Arrays.setAll(z, i -> v.own[i] + v.next[i]);
    return z;
  }

  private static int[] less(int[] part, View v, int known) {
    int[] z = new int[N];
    Arrays.setAll(
        z,
        i ->
            part[i]
                - switch (known) {
                  case 0 -> 0;
                  case 1 -> v.mask[i];
                  case 2 -> -v.shifted.get(0)[i];
                  case 3 -> v.wrap.get(0)[i] - v.shifted.get(0)[i];
                  default -> v.wrap.get(1)[i] - v.shifted.get(1)[i];
                });
    return z;
  }
}
