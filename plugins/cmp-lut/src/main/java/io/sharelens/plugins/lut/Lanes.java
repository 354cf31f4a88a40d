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

  /** {@code to = a ^ flip}, or {@code to &= a ^ flip}. */
  void literal(int[] a, int aAt, int flip, boolean and, int[] to, int toAt, int n);

  /** {@code a = (a >>> shift) + (b >>> shift)}, all of it. */
  void sumShifted(int[] a, int[] b, int shift);

  /** {@code to |= (words & mask) << shift}; a negative shift goes the other way. */
  void pack(int[] words, int from, int mask, int shift, int[] to, int toAt, int n);

  /**
   * {@code words = (packed >>> shift | next << 32 - shift) & mask}; the second only if spilling.
   */
  void unpack(
      int[] packed, int from, int shift, boolean spills, int mask, int[] words, int to, int n);

  /**
   * Shares of a and c a before wraps: {@code product = r c - product}, {@code r = one r - (x >>>
   * shift)}, all of it.
   */
  void multiply(int[] r, int[] c, int[] x, int shift, int one, int[] product);

  /** Adds wraps to row j: see {@link Selection}. */
  void lift(
      int[] top,
      int j,
      int[] wrap,
      int[] high,
      int[] flipped,
      int ring,
      int[] a,
      int[] product,
      int n);

  /** Row j of a becomes {@code e ? a - product : product}. */
  void choose(int[] e, int j, int[] a, int[] product, int n);

  /**
   * A dealer's row j from {@code sum = x1 + x2}: {@code flip = c}, {@code masked = c x}, {@code
   * top} the top bit of x, and {@code sum} the wrap.
   *
   * @param ring bits of x; at 32 the wrap is not meant to be used
   */
  void spread(int[] sum, int[] c, int j, int ring, int[] flip, int[] masked, int[] top, int n);

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
