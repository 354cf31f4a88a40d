package io.sharelens.plugins.lut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of lanes give equal words, and what they give is what their description says. */
class LanesTest {
  private final Random random = new Random(4);

  private int[] words(int n) {
    return random.ints(n).toArray();
  }

  /** Runs {@code step} with each implementation on copies of the same arrays. */
  private static void alike(int[][] arrays, Step step) {
    int[][] vector = copies(arrays);
    int[][] scalar = copies(arrays);
    step.run(new VectorLanes(), vector);
    step.run(new ScalarLanes(), scalar);
    assertThat(vector).isDeepEqualTo(scalar);
    assertThat(Arrays.deepEquals(vector, arrays)).as("nothing was done").isFalse();
  }

  private interface Step {
    void run(Lanes lanes, int[][] a);
  }

  private static int[][] copies(int[][] arrays) {
    return Arrays.stream(arrays).map(int[]::clone).toArray(int[][]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33})
  void vectorsEqualScalars(int n) {
    int[][] a = {words(32 * n), words(32 * n), words(32 * n), words(32 * n), words(32 * n)};
    alike(a, (l, x) -> l.transpose(x[0], 32, n));
    alike(a, (l, x) -> l.sum(x[0], x[1], 21, n));
    alike(a, (l, x) -> l.multiplyAdd(x[0], n, x[1], 2 * n, x[2], 3 * n, n));
    alike(a, (l, x) -> l.add(x[0], n, x[1], 2 * n, n));
    alike(a, (l, x) -> l.leaf(x[0], n, x[1], 0, x[2], n, x[3], n, n));
    alike(a, (l, x) -> l.join(x[0], 0, 3 * n, x[1], n, n));
    alike(a, (l, x) -> l.literal(x[0], n, -1, true, x[1], 0, n));
    alike(a, (l, x) -> l.literal(x[0], n, -1, false, x[1], 0, n));
    alike(a, (l, x) -> l.sumShifted(x[0], x[1], 11));
    alike(a, (l, x) -> l.pack(x[0], n, 0x7ff, 25, x[1], 0, n));
    alike(a, (l, x) -> l.pack(x[0], n, 0x7ff, -7, x[1], 0, n));
    alike(a, (l, x) -> l.unpack(x[0], n, 25, true, 0x7ff, x[1], 0, n));
    alike(a, (l, x) -> l.unpack(x[0], n, 3, false, 0x7ff, x[1], 0, n));
    alike(a, (l, x) -> l.multiply(x[0], x[1], x[2], 11, 1, x[3]));
    alike(a, (l, x) -> l.multiply(x[0], x[1], x[2], 11, 0, x[3]));
    alike(a, (l, x) -> l.lift(x[0], 5, x[1], x[2], x[3], 21, x[4], x[0], n));
    alike(a, (l, x) -> l.choose(x[0], 5, x[1], x[2], n));
    alike(a, (l, x) -> l.spread(x[0], x[1], 31, 21, x[2], x[3], x[4], n));
    alike(a, (l, x) -> l.spread(x[0], x[1], 0, 32, x[2], x[3], x[4], n));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 20})
  void transposesBits(int n) {
    int[] words = words(32 * n);
    int[] planes = words.clone();
    Lanes.get().transpose(planes, 32, n);
    for (int e = 0; e < words.length; e++) {
      for (int p = 0; p < 32; p++) {
        int bit = planes[p * n + e % n] >>> e / n & 1;
        assertThat(bit).isEqualTo(words[e] >>> p & 1);
      }
    }
    int[] some = words.clone();
    Lanes.get().transpose(some, 19, n);
    assertThat(Arrays.copyOf(some, 19 * n)).isEqualTo(Arrays.copyOf(planes, 19 * n));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 11, 20, 31, 32})
  void packingComesBack(int bits) {
    int n = 5;
    int[] words = words(32 * n);
    int[] packed = Packing.pack(words, bits, n, new Scratch()).clone();
    assertThat(packed).hasSize(bits * n);
    int[] back = Packing.unpack(packed, bits, n, new Scratch());
    int mask = bits == 32 ? -1 : (1 << bits) - 1;
    assertThat(back).isEqualTo(Arrays.stream(words).map(w -> w & mask).toArray());
  }
}
