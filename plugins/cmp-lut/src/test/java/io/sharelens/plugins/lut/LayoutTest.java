package io.sharelens.plugins.lut;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Look-up and products against plain comparison: with all shares at one party, in clear. */
class LayoutTest {
  static IntStream widths() {
    return IntStream.rangeClosed(1, 31);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void comparesEveryWidth(int bits) {
    Layout layout = Layout.of(bits);
    assertThat(IntStream.range(0, layout.chunks()).map(layout::width).sum()).isEqualTo(bits);
    int n = 3;
    Random random = new Random(bits);
    int[] r = new int[32 * n];
    int[] x = new int[32 * n];
    int mask = -1 >>> 32 - bits;
    for (int i = 0; i < r.length; i++) {
      r[i] = random.nextInt() & mask;
      x[i] =
          switch (i % 4) {
            case 0 -> r[i];
            case 1 -> r[i] + 1 & mask;
            case 2 -> r[i] ^ 1 << random.nextInt(bits);
            default -> random.nextInt() & mask;
          };
    }
    int[] below = below(layout, planes(r, n), planes(x, n), n, random);
    for (int i = 0; i < r.length; i++) {
      assertThat(below[i % n] >>> i / n & 1)
          .as("%s < %s in %s bits", r[i], x[i], bits)
          .isEqualTo(r[i] < x[i] ? 1 : 0);
    }
  }

  private static int[] planes(int[] words, int n) {
    int[] planes = words.clone();
    Lanes.get().transpose(planes, 32, n);
    return planes;
  }

  /** One party that knows the tables, the masks and all their products. */
  private static int[] below(Layout layout, int[] r, int[] x, int n, Random random) {
    int[] tables = new int[layout.tablePlanes() * n];
    int row = 0;
    int bit = 0;
    for (int j = 0; j < layout.chunks(); j++) {
      for (int v = 0; v < layout.entries(j); v++, row++) {
        for (int l = 0; l < n; l++) {
          int hit = -1;
          for (int t = 0; t < layout.width(j); t++) {
            hit &= x[(bit + t) * n + l] ^ (v >>> t & 1) - 1;
          }
          tables[row * n + l] = hit;
        }
      }
      bit += layout.width(j);
    }
    int[] looked = new int[layout.masks() * n];
    int[] top = new LookUp(layout, -1).run(r, tables, looked, n);
    if (layout.masks() == 0) {
      return top;
    }
    int[] masks = random.ints(layout.masks() * n).toArray();
    int[] products = new int[layout.monomials() * n];
    for (int p = 0; p < layout.monomials(); p++) {
      Layout.Monomial m = layout.products().get(p);
      for (int l = 0; l < n; l++) {
        int all = m.lt() < 0 ? -1 : masks[layout.below(m.lt()) * n + l];
        for (int t = 0; t < layout.chunks() - 1; t++) {
          all &= (m.equals() >>> t & 1) == 0 ? -1 : masks[layout.equal(t + 1) * n + l];
        }
        products[p * n + l] = all;
      }
    }
    for (int i = 0; i < looked.length; i++) {
      looked[i] ^= masks[i];
    }
    int[] sum = new Products(layout).sum(looked, masks, products, -1, n);
    for (int l = 0; l < n; l++) {
      top[l] ^= sum[l];
    }
    return top;
  }

  @Test
  void costsWhatTheTableInTheDocumentsSays() {
    Layout twelve = Layout.of(19);
    assertThat(twelve.chunks()).isEqualTo(5);
    assertThat(twelve.tablePlanes()).isEqualTo(4 * 15 + 7);
    assertThat(twelve.monomials()).isEqualTo(37);
    assertThat(twelve.masks()).isEqualTo(8);
    Layout exact = Layout.of(31);
    assertThat(exact.chunks()).isEqualTo(6);
    assertThat(exact.tablePlanes()).isEqualTo(5 * 31 + 63);
    assertThat(exact.monomials()).isEqualTo(83);
  }
}
