package io.sharelens.plugins.falcon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Planes and bits against arithmetic one number at a time. */
class KernelsTest {
  private static final ComparePlanes[] BOTH = {
    new ScalarComparePlanes(), new VectorComparePlanes()
  };
  private final SplittableRandom random = new SplittableRandom(3);

  private byte[] residues(int n) {
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] = (byte) (i % 5 == 0 ? 66 : i % 7 == 0 ? 0 : random.nextInt(67));
    }
    return b;
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void signedSums(ComparePlanes planes) {
    for (int n : new int[] {1, 63, 64, 65, 300}) {
      for (int constant : new int[] {0, 1, 66}) {
        byte[] mask = new byte[n];
        for (int i = 0; i < n; i++) {
          mask[i] = (byte) -random.nextInt(2);
        }
        byte[] a = residues(n + 2);
        byte[] h = residues(n + 1);
        byte[] w = residues(n);
        byte[] out = new byte[n + 3];
        planes.signed(mask, a, 2, h, 1, w, 0, constant, out, 3);
        byte[] sum = w.clone();
        planes.accumulate(mask, a, 2, sum);
        for (int i = 0; i < n; i++) {
          int sign = mask[i] == 0 ? -1 : 1;
          assertThat((int) out[3 + i])
              .isEqualTo(Math.floorMod(a[2 + i] + sign * h[1 + i] + w[i] + constant, 67));
          assertThat((int) sum[i]).isEqualTo(Math.floorMod(w[i] + sign * a[2 + i], 67));
        }
      }
    }
  }

  @Test
  void wordsToPlanesAndBack() {
    int[] words = random.ints(192).toArray();
    for (int count : new int[] {1, 20, 31, 32}) {
      long[] planes = BitMatrix.planes(words, count);
      for (int i = 0; i < words.length; i++) {
        for (int b = 0; b < count; b++) {
          assertThat(planes[3 * b + (i >> 6)] >>> i & 1).isEqualTo(words[i] >>> b & 1);
        }
      }
      int[] back = BitMatrix.words(planes, count);
      for (int i = 0; i < words.length; i++) {
        assertThat(back[i]).isEqualTo(count == 32 ? words[i] : words[i] & (1 << count) - 1);
      }
    }
  }

  @Test
  void expandsBits() {
    long[] bits = {random.nextLong(), random.nextLong()};
    byte[] out = new byte[130];
    Factors.expand(bits, 34, -1, out, 2);
    for (int i = 0; i < 128; i++) {
      assertThat((long) out[2 + i]).isEqualTo(34 - (bits[i >> 6] >>> i & 1));
    }
  }

  /** Positions, rounds and products; worked out by hand. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 2", "6, 4, 11", "19, 7, 46", "28, 8, 73", "31, 9, 79"})
  void groupsOfAnAdder(int positions, int rounds, int products) {
    CarryGroups groups = CarryGroups.of(positions);
    assertThat(groups.rounds()).isEqualTo(rounds);
    assertThat(groups.products()).isEqualTo(products);
    int covered = 0;
    for (int g = 0; g < groups.sizes().length; g++) {
      covered += groups.sizes()[g];
      assertThat(groups.sizes()[g])
          .as("done when its carry comes")
          .isBetween(1, g == 0 ? positions : groups.choice(g));
    }
    assertThat(covered).isEqualTo(positions);
  }
}
