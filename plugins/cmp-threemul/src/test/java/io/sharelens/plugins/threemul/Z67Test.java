package io.sharelens.plugins.threemul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The planes' loops against arithmetic one number at a time, at odd sizes and offsets. */
class Z67Test {
  private static final int[] SIZES = {1, 7, 63, 64, 65, 257};
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

  @Test
  void sumsDifferencesAndProducts() {
    for (int n : SIZES) {
      byte[] a = residues(n + 3);
      byte[] b = residues(n + 3);
      byte[] difference = new byte[n + 3];
      byte[] product = new byte[n + 3];
      Z67.subtract(a, b, difference);
      Z67.multiply(a, 3, b, 2, product, 1, n);
      byte[] sum = a.clone();
      Z67.add(sum, b);
      for (int i = 0; i < n + 3; i++) {
        assertThat((int) difference[i]).isEqualTo(Math.floorMod(a[i] - b[i], 67));
        assertThat((int) sum[i]).isEqualTo((a[i] + b[i]) % 67);
      }
      for (int i = 0; i < n; i++) {
        assertThat((int) product[1 + i]).isEqualTo(a[3 + i] * b[2 + i] % 67);
      }
    }
  }

  @Test
  void productOfThreeFromMasks() {
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
      Z67.subtract(x, masks, open);
      byte[] out = new byte[n];
      Z67.threeProduct(open, masks, 0, products, 0, 1, out, 0, n);
      for (int i = 0; i < n; i++) {
        assertThat((int) out[i]).isEqualTo(x[i] * x[n + i] * x[2 * n + i] % 67);
      }
    }
  }

  @Test
  void factorsOfPlainBits() {
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
      Z67.bitTimes(x, t, ones, bits, 0);
      Z67.bitTimes(x, t, minus, signed, 0);
      Z67.factor(r, t, 1, minus, bits, signed, w, c, 0);
      for (int i = 0; i < n; i++) {
        int xt = x[i] >>> t & 1;
        int rt = r[i] >>> t & 1;
        assertThat((int) c[i]).isEqualTo(Math.floorMod(-(xt - rt) + 1 + before[i], 67));
        assertThat((int) w[i]).isEqualTo((before[i] + (xt ^ rt)) % 67);
      }
    }
  }
}
