package io.sharelens.plugins.threemul;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.kernel.Z67;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Both implementations against arithmetic one number at a time, at odd sizes and offsets. */
class PlanesTest {
  private static final int[] SIZES = {1, 7, 63, 64, 65, 257};
  private static final Planes[] BOTH = {new ScalarPlanes(), new VectorPlanes()};
  private final SplittableRandom random = new SplittableRandom(67);

  private byte[] residues(int n) {
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] = (byte) (i % 9 == 0 ? 66 : random.nextInt(67));
    }
    return b;
  }

  @Test
  void reductionIsRightForEveryArgument() {
    for (int v = 0; v < 34_000; v++) {
      assertThat(Z67.reduce(v)).isEqualTo(v % 67);
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void sumsDifferencesAndProducts(Planes planes) {
    for (int n : SIZES) {
      byte[] a = residues(n + 3);
      byte[] b = residues(n + 3);
      byte[] difference = new byte[n + 3];
      byte[] product = new byte[n + 3];
      planes.subtract(a, b, difference);
      planes.multiply(a, 3, b, 2, product, 1, n);
      byte[] sum = a.clone();
      planes.add(sum, b);
      for (int i = 0; i < n + 3; i++) {
        assertThat((int) difference[i]).isEqualTo(Math.floorMod(a[i] - b[i], 67));
        assertThat((int) sum[i]).isEqualTo((a[i] + b[i]) % 67);
      }
      for (int i = 0; i < n; i++) {
        assertThat((int) product[1 + i]).isEqualTo(a[3 + i] * b[2 + i] % 67);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void productOfThreeFromMasks(Planes planes) {
    for (int n : SIZES) {
      byte[] x = residues(3 * n);
      byte[] masks = residues(3 * n);
      byte[] products = new byte[4 * n];
      for (int i = 0; i < n; i++) {
        products[i] = (byte) (masks[i] * masks[n + i] % 67);
        products[n + i] = (byte) (masks[i] * masks[2 * n + i] % 67);
        products[2 * n + i] = (byte) (masks[n + i] * masks[2 * n + i] % 67);
        products[3 * n + i] = (byte) (masks[i] * masks[n + i] * masks[2 * n + i] % 67);
      }
      byte[] open = new byte[3 * n];
      planes.subtract(x, masks, open);
      byte[] out = new byte[n];
      planes.threeProducts(open, masks, products, 1, n, 1, out);
      for (int i = 0; i < n; i++) {
        assertThat((int) out[i]).isEqualTo(x[i] * x[n + i] * x[2 * n + i] % 67);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void factorsOfPlainBits(Planes planes) {
    int n = 65;
    int[] r = random.ints(n).toArray();
    int[] x = random.ints(n).toArray();
    byte[] w = residues(n);
    byte[] before = w.clone();
    byte[] ones = new byte[n];
    Arrays.fill(ones, (byte) 1);
    byte[] minus = new byte[n];
    Arrays.fill(minus, (byte) 66);
    byte[] bits = new byte[n];
    byte[] signed = new byte[n];
    byte[] c = new byte[n];
    for (int t = 0; t < 32; t++) {
      System.arraycopy(before, 0, w, 0, n);
      planes.bitTimes(Planes.bytesOf(x), t, ones, bits, 0);
      planes.bitTimes(Planes.bytesOf(x), t, minus, signed, 0);
      planes.factor(Planes.bytesOf(r), t, 1, minus, bits, signed, w, c, 0);
      for (int i = 0; i < n; i++) {
        int xt = x[i] >>> t & 1;
        int rt = r[i] >>> t & 1;
        assertThat((int) c[i]).isEqualTo(Math.floorMod(-(xt - rt) + 1 + before[i], 67));
        assertThat((int) w[i]).isEqualTo((before[i] + (xt ^ rt)) % 67);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("BOTH")
  void productOfThreeAtTheEndsOfTheRange(Planes planes) {
    // Random combinations of extremes of the ten operands, several triples, at both parties.
    byte[] ends = {0, 1, 65, 66};
    int n = 1 << 11;
    for (int one = 0; one <= 1; one++) {
      byte[] open = new byte[6 * n];
      byte[] masks = new byte[6 * n];
      byte[] products = new byte[8 * n];
      for (byte[] operand : new byte[][] {open, masks, products}) {
        for (int i = 0; i < operand.length; i++) {
          operand[i] = ends[random.nextInt(4)];
        }
      }
      byte[] out = new byte[2 * n];
      planes.threeProducts(open, masks, products, 2, n, one, out);
      for (int j = 0; j < 2; j++) {
        for (int i = 0; i < n; i++) {
          int e = open[3 * j * n + i];
          int f = open[(3 * j + 1) * n + i];
          int g = open[(3 * j + 2) * n + i];
          int expected =
              e * f * (masks[(3 * j + 2) * n + i] + one * g)
                  + e * g * masks[(3 * j + 1) * n + i]
                  + f * g * masks[3 * j * n + i]
                  + e * products[(4 * j + 2) * n + i]
                  + f * products[(4 * j + 1) * n + i]
                  + g * products[4 * j * n + i]
                  + products[(4 * j + 3) * n + i];
          assertThat((int) out[j * n + i]).isEqualTo(expected % 67);
        }
      }
    }
  }

  @Test
  void bothGiveEqualFactorsOnShares() {
    int n = 333;
    int[] r = random.ints(n).toArray();
    byte[] s = residues(n);
    byte[] x = residues(4 * n);
    byte[] sx = residues(4 * n);
    byte[] start = residues(n);
    for (int one = 0; one <= 1; one++) {
      byte[][] c = {new byte[4 * n], new byte[4 * n]};
      byte[][] w = {start.clone(), start.clone()};
      for (int k = 0; k < 2; k++) {
        for (int t = 3; t >= 0; t--) {
          BOTH[k].factor(Planes.bytesOf(r), t + 9 * t, one, s, x, sx, w[k], c[k], t * n);
        }
      }
      assertThat(c[1]).isEqualTo(c[0]);
      assertThat(w[1]).isEqualTo(w[0]);
    }
  }
}
