package io.sharelens.mpc.kernel;

import io.sharelens.mpc.error.LensException;

/** Checks of operands that all kernels share. */
final class Checks {
  private Checks() {}

  static void conv2d(ConvShape s, int[] input, int[] weights, int[] bias) {
    require(s.stride() > 0 && s.kernel() > 0 && s.padding() >= 0, "geometry", s);
    require(s.height() + 2 * s.padding() >= s.kernel(), "height", s);
    require(s.width() + 2 * s.padding() >= s.kernel(), "width", s);
    require(input.length == s.input().size(), "input of " + input.length + " words", s);
    require(bias.length == 0 || bias.length == s.outChannels(), "bias", s);
    require(weights.length == s.weights().size(), "weights of " + weights.length + " words", s);
  }

  static void matmul(int[] a, int[] b, int m, int k, int n) {
    boolean fits =
        a.length == (long) m * k && b.length == (long) n * k && (long) m * n <= Integer.MAX_VALUE;
    if (!fits) {
      String what = a.length + " and " + b.length + " words for " + m + "x" + k + " by " + n;
      throw LensException.internal("bad-shape", "matrix product: " + what);
    }
  }

  static void rowProducts(
      int[] vectors,
      int count,
      int[] rows,
      int from,
      int to,
      int width,
      int[] out,
      int at,
      int step) {
    boolean fits =
        from >= 0
            && from <= to
            && at >= 0
            && vectors.length == (long) count * width
            && rows.length >= (long) to * width
            && (count == 0 || out.length >= (count - 1L) * step + at + to - from);
    if (!fits) {
      throw LensException.internal(
          "bad-shape",
          "products of %d vectors with rows %d to %d of %d words: %d, %d and %d words"
              .formatted(count, from, to, width, vectors.length, rows.length, out.length));
    }
  }

  private static void require(boolean ok, String what, ConvShape s) {
    if (!ok) {
      throw LensException.internal("bad-shape", "convolution: " + what + " does not fit " + s);
    }
  }
}
