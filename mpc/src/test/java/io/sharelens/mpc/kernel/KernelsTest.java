package io.sharelens.mpc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {
  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, -(1 << 30), 0x5555_5555
  };

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels(1);
  private final Kernels threaded = new VectorKernels(3);

  /** The definition, as literally as possible. */
  private static int[] byDefinition(ConvShape s, int[] input, int[] weights, int[] bias) {
    int[] out = new int[s.output().size()];
    int o = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int co = 0; co < s.outChannels(); co++) {
        for (int y = 0; y < s.outHeight(); y++) {
          for (int x = 0; x < s.outWidth(); x++) {
            out[o++] = at(s, input, weights, n, co, y, x) + (bias.length == 0 ? 0 : bias[co]);
          }
        }
      }
    }
    return out;
  }

  private static int at(ConvShape s, int[] input, int[] weights, int n, int co, int y, int x) {
    int sum = 0;
    for (int ci = 0; ci < s.inChannels(); ci++) {
      for (int ky = 0; ky < s.kernel(); ky++) {
        for (int kx = 0; kx < s.kernel(); kx++) {
          int iy = y * s.stride() + ky - s.padding();
          int ix = x * s.stride() + kx - s.padding();
          if (iy >= 0 && iy < s.height() && ix >= 0 && ix < s.width()) {
            int i = ((n * s.inChannels() + ci) * s.height() + iy) * s.width() + ix;
            int w = ((co * s.inChannels() + ci) * s.kernel() + ky) * s.kernel() + kx;
            sum += input[i] * weights[w];
          }
        }
      }
    }
    return sum;
  }

  static Stream<ConvShape> shapes() {
    return Stream.of(
        new ConvShape(1, 1, 1, 1, 1, 1, 1, 0),
        new ConvShape(1, 3, 32, 32, 64, 3, 1, 1),
        new ConvShape(2, 5, 7, 9, 6, 3, 1, 1),
        new ConvShape(3, 4, 2, 2, 5, 3, 1, 1),
        new ConvShape(1, 130, 5, 5, 9, 3, 1, 1),
        new ConvShape(2, 7, 13, 11, 13, 1, 1, 0),
        new ConvShape(2, 3, 15, 14, 7, 3, 2, 1),
        new ConvShape(1, 3, 23, 31, 10, 7, 2, 3),
        new ConvShape(1, 2, 9, 9, 3, 5, 1, 2),
        new ConvShape(1, 2, 9, 9, 3, 5, 3, 0),
        new ConvShape(5, 3, 4, 4, 4, 4, 4, 0),
        new ConvShape(1, 2, 3, 3, 2, 1, 2, 3),
        new ConvShape(1, 2, 3, 3, 2, 5, 1, 4),
        new ConvShape(9, 2, 31, 33, 2, 3, 1, 1),
        // Several parts of the depth, several chunks of columns, rows that fill no group.
        new ConvShape(2, 64, 14, 14, 10, 3, 1, 1),
        new ConvShape(1, 300, 6, 6, 7, 1, 1, 0),
        new ConvShape(3, 2, 31, 33, 9, 3, 2, 1),
        new ConvShape(1, 16, 45, 50, 5, 3, 1, 1),
        new ConvShape(0, 2, 4, 4, 3, 3, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void convolutionsAgreeWithTheDefinition(ConvShape s) {
    for (boolean extreme : new boolean[] {false, true}) {
      int[] input = values(s.input().size(), 1, extreme);
      int[] weights = values(s.weights().size(), 2, extreme);
      int[] bias = extreme ? values(s.outChannels(), 3, true) : new int[0];
      int[] expected = byDefinition(s, input, weights, bias);
      assertEqual(scalar, scalar.conv2d(s, input, weights, bias), expected);
      assertEqual(vector, vector.conv2d(s, input, weights, bias), expected);
      assertEqual(threaded, threaded.conv2d(s, input, weights, bias), expected);
    }
  }

  @Test
  void randomConvolutionsAgree() {
    Random r = new Random(5);
    for (int i = 0; i < 200; i++) {
      int kernel = 1 + r.nextInt(4);
      ConvShape s =
          new ConvShape(
              1 + r.nextInt(4),
              1 + r.nextInt(9),
              kernel + r.nextInt(20),
              kernel + r.nextInt(20),
              1 + r.nextInt(11),
              kernel,
              1 + r.nextInt(3),
              r.nextInt(3));
      int[] input = values(s.input().size(), i, false);
      int[] weights = values(s.weights().size(), ~i, true);
      int[] bias = values(s.outChannels(), i, false);
      int[] expected = scalar.conv2d(s, input, weights, bias);
      for (Kernels k : new Kernels[] {vector, threaded}) {
        boolean equal = Arrays.equals(k.conv2d(s, input, weights, bias), expected);
        assertThat(equal).as("%s %s", k.name(), s).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,512,1000",
    "3,100,65",
    "7,33,9",
    "8,33,9",
    "8,1,8",
    "9,1025,67",
    "64,2049,5",
    "100,7,1",
    "40,16,40",
    "13,31,130",
    "0,4,3",
    "3,4,0",
    "9,0,9",
    "1,0,1"
  })
  void productsAgreeWithTheDefinition(int m, int k, int n) {
    int[] a = values(m * k, 3, true);
    int[] b = values(n * k, 4, false);
    int[] expected = new int[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int t = 0; t < k; t++) {
          expected[i * n + j] += a[i * k + t] * b[j * k + t];
        }
      }
    }
    assertEqual(scalar, scalar.matmulTransposed(a, b, m, k, n), expected);
    assertEqual(vector, vector.matmulTransposed(a, b, m, k, n), expected);
    assertEqual(threaded, threaded.matmulTransposed(a, b, m, k, n), expected);
  }

  @Test
  void operandsThatDoNotFitAreRefused() {
    ConvShape s = new ConvShape(1, 2, 4, 4, 3, 3, 1, 0);
    for (Kernels k : new Kernels[] {scalar, vector}) {
      assertThatThrownBy(() -> k.conv2d(s, new int[31], new int[54]))
          .isInstanceOf(LensException.class);
      assertThatThrownBy(() -> k.conv2d(s, new int[32], new int[53]))
          .isInstanceOf(LensException.class);
      assertThatThrownBy(() -> k.conv2d(s, new int[32], new int[54], new int[2]))
          .isInstanceOf(LensException.class);
      assertThatThrownBy(() -> k.matmulTransposed(new int[6], new int[6], 2, 3, 3))
          .isInstanceOf(LensException.class);
      assertThatThrownBy(
              () -> k.conv2d(new ConvShape(1, 1, 2, 2, 1, 3, 1, 0), new int[4], new int[9]))
          .isInstanceOf(LensException.class);
    }
  }

  @Test
  void theProviderGivesWhatIsAskedFor() {
    assertThat(KernelProvider.create("scalar", 1).name()).isEqualTo("scalar");
    assertThat(KernelProvider.create("auto", 1).name()).startsWith("vector-");
    assertThat(KernelProvider.create("vector", 2).name()).endsWith("x2");
    assertThatThrownBy(() -> KernelProvider.create("gpu", 1))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("gpu");
    assertThat(KernelProvider.get()).isSameAs(KernelProvider.get());
  }

  private static void assertEqual(Kernels kernels, int[] got, int[] expected) {
    assertThat(Arrays.mismatch(got, expected)).as(kernels.name()).isEqualTo(-1);
  }

  private static int[] values(int n, long seed, boolean extreme) {
    Random r = new Random(seed);
    int[] v = new int[n];
    for (int i = 0; i < n; i++) {
      v[i] = extreme ? EXTREMES[r.nextInt(EXTREMES.length)] : r.nextInt();
    }
    return v;
  }

  /** Odd widths and counts, a range inside the table, results that go beside others. */
  @ParameterizedTest
  @CsvSource({"1,1,0,1", "1,512,3,700", "2,33,0,257", "5,1025,1,9", "9,31,256,513", "0,8,0,4"})
  void rowProductsAgreeWithTheMatrixProduct(int count, int width, int from, int to) {
    for (boolean extreme : new boolean[] {false, true}) {
      int[] vectors = values(count * width, 3, extreme);
      int[] rows = values((to + 2) * width, 4, extreme);
      int n = to - from;
      int[] some = Arrays.copyOfRange(rows, from * width, to * width);
      int[] expected = scalar.matmulTransposed(vectors, some, count, width, n);
      for (Kernels k : new Kernels[] {scalar, vector, threaded}) {
        int[] out = new int[count * (n + 5) + 2];
        k.rowProducts(vectors, count, rows, from, to, width, out, 2, n + 5);
        for (int v = 0; v < count; v++) {
          int at = v * (n + 5) + 2;
          int[] own = Arrays.copyOfRange(out, at, at + n);
          assertThat(own).isEqualTo(Arrays.copyOfRange(expected, v * n, (v + 1) * n));
          assertThat(Arrays.copyOfRange(out, at + n, at + n + 3)).containsOnly(0);
        }
      }
    }
    assertThatThrownBy(
            () -> vector.rowProducts(new int[4], 1, new int[8], 0, 3, 4, new int[9], 0, 0))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("rows 0 to 3");
  }
}
