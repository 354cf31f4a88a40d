package io.sharelens.plugins.falcon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The formulas of section 12 in the clear, with no party and no sharing, over all values of few
 * bits and over edges of 32: what the protocol computes must be the sign.
 */
class FormulaTest {
  private static final int P = 67;

  /** Falcon's wrap3 on doubled shares, with eta from a comparison of whole numbers. */
  private static int signByTheta(int k, long a1, long a2, long a3, long x1, long x2, long x3) {
    long ring = 1L << k;
    long[] a = {2 * a1 % ring, 2 * a2 % ring, 2 * a3 % ring};
    long[] x = {x1, x2, x3};
    long r = 0;
    int betas = 0;
    for (int i = 0; i < 3; i++) {
      betas += (int) ((a[i] + x[i]) / ring);
      r += (a[i] + x[i]) % ring;
    }
    int delta = (int) (r / ring);
    int alpha = (int) ((x1 + x2 + x3) / ring);
    int eta = (x1 + x2 + x3) % ring > r % ring ? 1 : 0;
    int theta = betas + delta - eta - alpha & 1;
    return (int) (a1 ^ a2 ^ a3) >>> k - 1 & 1 ^ theta;
  }

  /** As the classes do it: undoubled, by the top bit of R and the factors in Z_67. */
  private static int signByFactors(int k, long a, long x, int beta, int m) {
    long ring = 1L << k;
    long sum = (a + x) % ring;
    long low = sum & (ring >>> 1) - 1;
    int s = 1 - 2 * beta;
    int above = 0;
    int d = m;
    for (int t = k - 2; t >= 0; t--) {
      int xt = (int) (x >>> t) & 1;
      int rt = (int) (low >>> t) & 1;
      d = Math.floorMod(d * (1 + s * (rt - xt) + above), P);
      above += xt ^ rt;
    }
    d = d * (above + 1 - beta) % P;
    int eta = (d == 0 ? 1 : 0) ^ beta;
    return (int) (sum >>> k - 1) ^ (int) (x >>> k - 1) ^ eta;
  }

  @Test
  void allValuesOfFewBits() {
    for (int k = 2; k <= 6; k++) {
      int ring = 1 << k;
      for (int a = 0; a < ring; a++) {
        for (int x = 0; x < ring; x++) {
          for (int beta = 0; beta < 2; beta++) {
            assertThat(signByFactors(k, a, x, beta, 1 + (a + x) % 66))
                .as("a = %d, x = %d of %d bits", a, x, k)
                .isEqualTo(a >>> k - 1);
          }
        }
      }
    }
  }

  @Test
  void allSharesOfFourBits() {
    int k = 4;
    IntStream.range(0, 1 << 6 * k)
        .forEach(
            all -> {
              int a1 = all & 15;
              int a2 = all >>> 4 & 15;
              int a3 = all >>> 8 & 15;
              int x1 = all >>> 12 & 15;
              int x2 = all >>> 16 & 15;
              int x3 = all >>> 20 & 15;
              if (signByTheta(k, a1, a2, a3, x1, x2, x3) != (a1 + a2 + a3 >>> 3 & 1)) {
                throw new AssertionError("wrong sign for shares " + Integer.toHexString(all));
              }
            });
  }

  /** 0, +-1, +-2^j and the ends, with masks that bring r to both ends and to x itself. */
  @Test
  void edgesOf32Bits() {
    Random random = new Random(4);
    long ring = 1L << 32;
    long[] ends = {0, 1, 2, ring - 1, ring - 2, ring / 2, ring / 2 - 1, ring / 2 + 1};
    for (int j = 0; j < 32; j++) {
      for (long d = -1; d <= 1; d++) {
        for (long a : new long[] {(1L << j) + d, ring - (1L << j) + d}) {
          long value = Math.floorMod(a, ring);
          for (long end : ends) {
            long[] masks = {end, Math.floorMod(end - value, ring), random.nextLong(ring)};
            for (long x : masks) {
              for (int beta = 0; beta < 2; beta++) {
                assertThat(signByFactors(32, value, x, beta, 1 + random.nextInt(66)))
                    .as("a = %d, x = %d", value, x)
                    .isEqualTo((int) (value >>> 31));
              }
              long a1 = random.nextLong(ring);
              long a2 = random.nextLong(ring);
              long x1 = random.nextLong(ring);
              long x2 = random.nextLong(ring);
              assertThat(
                      signByTheta(
                          32,
                          a1,
                          a2,
                          Math.floorMod(value - a1 - a2, ring),
                          x1,
                          x2,
                          Math.floorMod(x - x1 - x2, ring)))
                  .isEqualTo((int) (value >>> 31));
            }
          }
        }
      }
    }
  }

  /** An m of 0 makes the result beta, whatever the value: it must not be. */
  @Test
  void zeroFactorsAreWrong() {
    int wrong = 0;
    for (int x = 0; x < 16; x++) {
      wrong += signByFactors(4, 3, x, 0, 0) == 0 ? 0 : 1;
    }
    assertThat(wrong).isPositive();
  }
}
