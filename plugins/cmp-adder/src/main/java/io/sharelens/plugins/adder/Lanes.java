package io.sharelens.plugins.adder;

import io.sharelens.mpc.kernel.KernelProvider;

/**
 * Operations on rows of words. A row is {@code n} words of an array from an offset on. Both
 * implementations give equal words.
 */
interface Lanes {
  /** The process's implementation: of the same kind as its linear algebra. */
  static Lanes get() {
    return Holder.LANES;
  }

  /** One step of a transposition: swaps bit fields of {@code mask} between two rows. */
  void swap(int[] rows, int low, int high, int shift, int mask, int n);

  /** {@code to ^= a}. */
  void add(int[] a, int aAt, int[] to, int toAt, int n);

  /** {@code to = a & b}. */
  void multiply(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n);

  /** {@code to ^= a & b}. */
  void multiplyAdd(int[] a, int aAt, int[] b, int bAt, int[] to, int toAt, int n);

  /** {@code to |= (words & mask) << shift}; a negative shift goes the other way. */
  void pack(int[] words, int from, int mask, int shift, int[] to, int toAt, int n);

  /**
   * {@code words = (packed >>> shift | next << 32 - shift) & mask}; the second only if spilling.
   */
  void unpack(
      int[] packed, int from, int shift, boolean spills, int mask, int[] words, int to, int n);

  /**
   * Corrections for row j of c and c y: {@code flip = c - flip}, {@code product = c y - product}.
   */
  void deal(int[] y, int[] c, int j, int[] flip, int[] product, int n);

  /**
   * Corrections for row j of y, its top bit and c times that: {@code share = y - share}, {@code top
   * = MSB(y) - top}, {@code flipped = c MSB(y) - flipped}.
   *
   * @param ring bits of y
   */
  void dealTop(int[] y, int[] c, int j, int ring, int[] share, int[] top, int[] flipped, int n);

  /**
   * Takes the wrap of r + y into shares of y and c y, all of them: {@code y -= 2^ring (1 - MSB(r))
   * top}, {@code product} with {@code flipped} likewise; r becomes a signed number of {@code ring}
   * bits.
   */
  void lift(int[] r, int ring, int[] top, int[] flipped, int[] y, int[] product);

  /**
   * Row j of a share of {@code b (r + y)}: {@code y = e ? t - ct : ct} with {@code t = one r + y}
   * and {@code ct = flip r + product}.
   */
  void choose(int[] e, int j, int[] r, int one, int[] flip, int[] product, int[] y, int n);

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
