package io.sharelens.mpc.kernel;

/**
 * Linear algebra over Z_2^32 ({@code int} with wrap-around). The provider is chosen once ({@link
 * KernelProvider}): Vector API where the module is there, scalar otherwise; both give equal bits.
 */
public interface Kernels {
  /** For logs and reports, for example {@code vector-512} or {@code scalar}. */
  String name();

  /**
   * Two-dimensional convolution.
   *
   * @param s geometry
   * @param input NCHW words, {@code s.input()} elements
   * @param weights OIHW words, {@code s.weights()} elements
   * @param bias a word for each output channel, added to all its elements; empty for none
   * @return NCHW words, {@code s.output()} elements, owned by the caller
   */
  int[] conv2d(ConvShape s, int[] input, int[] weights, int[] bias);

  /** Without bias. */
  default int[] conv2d(ConvShape s, int[] input, int[] weights) {
    return conv2d(s, input, weights, new int[0]);
  }

  /**
   * {@code out[i][j] = sum_t a[i][t] * b[j][t]}: rows of {@code a} times rows of {@code b} (the
   * second operand is transposed, the layout of both stored features and linear layers).
   *
   * @param a m x k words
   * @param b n x k words
   * @return m x n words, owned by the caller
   */
  int[] matmulTransposed(int[] a, int[] b, int m, int k, int n);

  /**
   * Products of a few vectors with some rows of a long table, read once, in order and in place:
   * {@code out[v * step + at + r - from] = sum_t vectors[v][t] * rows[r][t]}.
   *
   * @param vectors count x width words
   * @param rows at least {@code to} rows of width words
   * @param from first row
   * @param to row after the last
   */
  void rowProducts(
      int[] vectors,
      int count,
      int[] rows,
      int from,
      int to,
      int width,
      int[] out,
      int at,
      int step);
}
