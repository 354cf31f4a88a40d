package io.sharelens.plugins.oblivioustopk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.random.JointRandom;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.testkit.Statistics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {
  /** Counts what a selection of shuffled keys costs. */
  private static final class Counter implements Selection.Compare {
    private final int[] keys;
    private long comparisons;
    private int batches;

    Counter(int n, long seed) {
      keys = random(seed).permutation(n);
    }

    @Override
    public boolean[] below(int[] left, int[] right) {
      comparisons += left.length;
      batches++;
      boolean[] result = new boolean[left.length];
      for (int j = 0; j < result.length; j++) {
        assertThat(left[j]).isNotEqualTo(right[j]);
        result[j] = keys[left[j]] < keys[right[j]];
      }
      return result;
    }
  }

  private static JointRandom random(long seed) {
    byte[] key = ByteBuffer.allocate(Seed.BYTES).putLong(seed).array();
    return new JointRandom(new Prg(Seed.of(key), 0));
  }

  @Test
  void findsTheSmallestForEveryNAndK() {
    for (int n = 1; n <= 200; n += n < 20 ? 1 : 13) {
      for (int k = 1; k <= n; k++) {
        Counter c = new Counter(n, 100L * n + k);
        int[] found = new Selection(c, random(k)).smallest(n, k);
        assertThat(Arrays.stream(found).map(i -> c.keys[i]).sorted().toArray())
            .containsExactly(first(k));
      }
    }
  }

  @Test
  void largeStoresCostLittleMoreThanOneComparisonAKey() {
    assertCost(100, 10, 9, 4);
    assertCost(1000, 10, 2.6, 5);
    assertCost(1000, 500, 5.2, 11);
    assertCost(10_000, 10, 1.3, 6);
    assertCost(10_000, 50, 1.55, 8);
    assertCost(100_000, 50, 1.25, 7);
  }

  private static void assertCost(int n, int k, double perKey, double batches) {
    int runs = 60;
    long comparisons = 0;
    long levels = 0;
    for (int i = 0; i < runs; i++) {
      Counter c = new Counter(n, i);
      int[] found = new Selection(c, random(1000 + i)).smallest(n, k);
      assertThat(Arrays.stream(found).map(j -> c.keys[j]).sorted().toArray())
          .containsExactly(first(k));
      assertThat(c.comparisons).as("longest").isLessThan(25L * n);
      comparisons += c.comparisons;
      levels += c.batches;
    }
    assertThat((double) comparisons / runs / n)
        .as("comparisons of %d of %d", k, n)
        .isLessThan(perKey);
    assertThat((double) levels / runs).as("batches of %d of %d", k, n).isLessThan(batches);
  }

  @Test
  void endsWhateverTheComparisonsSay() {
    Random noise = new Random(1);
    for (int n : new int[] {2, 9, 50, 400}) {
      for (int mode = 0; mode < 3; mode++) {
        int m = mode;
        Selection.Compare wrong =
            (left, right) -> {
              boolean[] b = new boolean[left.length];
              for (int j = 0; j < b.length; j++) {
                b[j] = m == 0 || m == 1 && noise.nextBoolean();
              }
              return b;
            };
        assertThat(new Selection(wrong, random(n)).smallest(n, n / 2)).hasSize(n / 2);
      }
    }
  }

  @Test
  void jointNumbersAreUniformAndPermutationsWhole() {
    JointRandom random = random(3);
    long[] counts = new long[7];
    for (int i = 0; i < 7000; i++) {
      counts[random.below(7)]++;
    }
    Statistics.requireUniform("0..6", counts);
    assertThat(Arrays.stream(random.permutation(50)).sorted().toArray()).containsExactly(first(50));
    assertThat(random.permutation(0)).isEmpty();
    assertThat(random.below(1)).isZero();
  }

  private static int[] first(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
