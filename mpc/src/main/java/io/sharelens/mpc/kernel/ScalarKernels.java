package io.sharelens.mpc.kernel;

import java.util.Arrays;

/**
 * Plain loops: the reference that the fast kernels are compared with, and the fall-back where the
 * Vector API is missing.
 */
public final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int[] conv2d(ConvShape s, int[] input, int[] weights, int[] bias) {
    Checks.conv2d(s, input, weights, bias);
    int outWidth = s.outWidth();
    int[] out = new int[s.output().size()];
    int o = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int co = 0; co < s.outChannels(); co++) {
        for (int y = 0; y < s.outHeight(); y++, o += outWidth) {
          Arrays.fill(out, o, o + outWidth, bias.length == 0 ? 0 : bias[co]);
          addRow(s, input, n, weights, co, y, out, o);
        }
      }
    }
    return out;
  }

  /** One output row: every weight times the input row that it meets. */
  private static void addRow(
      ConvShape s, int[] input, int n, int[] weights, int co, int y, int[] out, int o) {
    int kernel = s.kernel();
    for (int ci = 0; ci < s.inChannels(); ci++) {
      for (int ky = 0; ky < kernel; ky++) {
        int iy = y * s.stride() + ky - s.padding();
        if (iy < 0 || iy >= s.height()) {
          continue;
        }
        int row = ((n * s.inChannels() + ci) * s.height() + iy) * s.width();
        int w = ((co * s.inChannels() + ci) * kernel + ky) * kernel;
        for (int kx = 0; kx < kernel; kx++) {
          addScaled(s, input, row, kx - s.padding(), weights[w + kx], out, o);
        }
      }
    }
  }

  private static void addScaled(
      ConvShape s, int[] input, int row, int shift, int w, int[] out, int o) {
    int stride = s.stride();
    // Columns x with 0 <= x * stride + shift < width; the rest meets the padding.
    int first = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
    int last = Math.min(s.outWidth(), Math.floorDiv(s.width() - 1 - shift, stride) + 1);
    int from = row + shift;
    if (stride == 1) {
      for (int x = first; x < last; x++) {
        out[o + x] += w * input[from + x];
      }
    } else {
      for (int x = first; x < last; x++) {
        out[o + x] += w * input[from + x * stride];
      }
    }
  }

  @Override
  public int[] matmulTransposed(int[] a, int[] b, int m, int k, int n) {
    Checks.matmul(a, b, m, k, n);
    int[] out = new int[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[i * n + j] = dot(a, i * k, b, j * k, k);
      }
    }
    return out;
  }

  @Override
  public void rowProducts(
      int[] vectors,
      int count,
      int[] rows,
      int from,
      int to,
      int width,
      int[] out,
      int at,
      int step) {
    Checks.rowProducts(vectors, count, rows, from, to, width, out, at, step);
    for (int r = from; r < to; r++) {
      for (int v = 0; v < count; v++) {
        out[v * step + at + r - from] = dot(vectors, v * width, rows, r * width, width);
      }
    }
  }

  private static int dot(int[] a, int p, int[] b, int q, int k) {
    int sum = 0;
    for (int t = 0; t < k; t++) {
      sum += a[p + t] * b[q + t];
    }
    return sum;
  }
}
