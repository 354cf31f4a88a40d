package io.sharelens.plugins.lut;

import io.sharelens.mpc.kernel.KernelProvider;

/**
 * Bit operations on rows of words. A row is {@code n} words of an array from an offset on. Both
 * implementations give equal words.
 */
interface Lanes {
  /** The process's implementation: of the same kind as its linear algebra. */
  static Lanes get() {
    return Holder.LANES;
  }

  /** One step of a transposition: swaps bit fields of {@code mask} between two rows. */
  void swap(int[] rows, int low, int high, int shift, int mask, int n);

  /** {@code a += b} for numbers of {@code planes} bits in planes, modulo 2^planes. */
  void sum(int[] a, int[] b, int planes, int n);

  /** {@code to ^= a & b}. */
  void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n);

  /** {@code to ^= a}. */
  void add(int[] a, int aAt, int[] to, int toAt, int n);

  /**
   * Two entries of a one-hot table at an index bit s: rows {@code eq = s ? right : left}, {@code lt
   * = s ? 0 : right}, {@code any = left ^ right}, one after the other from {@code nodeAt}.
   */
  void leaf(
      int[] left,
      int leftAt,
      int[] right,
      int rightAt,
      int[] index,
      int indexAt,
      int[] node,
      int nodeAt,
      int n);

  /**
   * Two halves of a table at their next index bit s, each as three rows: {@code eq = s ? right.eq :
   * left.eq}, {@code lt = s ? right.lt : left.lt ^ right.any}, {@code any = left.any ^ right.any}.
   * The result takes the left half's place.
   */
  void join(int[] node, int left, int right, int[] index, int indexAt, int n);

  /**
   * Transposes 32 rows of {@code n} words in place; its own inverse. Rows from {@code needed} on
   * may come out wrong.
   */
  default void transpose(int[] rows, int needed, int n) {
    int mask = 0x0000ffff;
    for (int s = 16; s > 0; s >>>= 1, mask ^= mask << s) {
      for (int j = 0; j < 32; j++) {
        if ((j & s) == 0 && (j & -2 * s) < needed) {
          swap(rows, j * n, (j + s) * n, s, mask, n);
        }
      }
    }
  }

  /** Chosen once. */
  final class Holder {
    private static final Lanes LANES =
        KernelProvider.get().name().startsWith("vector") ? new VectorLanes() : new ScalarLanes();

    private Holder() {}
  }
}
