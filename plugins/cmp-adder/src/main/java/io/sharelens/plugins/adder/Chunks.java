package io.sharelens.plugins.adder;

import java.util.Arrays;

/**
 * The carries of chunks of r + y, r known to parties 1 and 2, y to party 3: {@code g} is the carry
 * out of a chunk with none coming in, {@code p} the product of all r[i] ^ y[i]. Both are
 * polynomials in the bits of y with public coefficients, so that shares of the products of these
 * bits give them without a message.
 */
final class Chunks {
  private final Layout layout;
  private final int one;
  private final Lanes lanes = Lanes.get();
  private final Scratch sums = new Scratch();
  private final Scratch all = new Scratch();

  /**
   * @param one all ones at the party that adds public terms, else 0
   */
  Chunks(Layout layout, int one) {
    this.layout = layout;
    this.one = one;
  }

  /**
   * Party 3: products of the bits of every chunk. Those of chunk j follow those of the chunks
   * below; the product of a set of bits is row {@code set - 1} among them.
   *
   * @param y planes, lowest first
   */
  static void products(Layout layout, int[] y, int[] rows, int n) {
    Lanes lanes = Lanes.get();
    int bit = 0;
    int first = 0;
    for (int j = 0; j < layout.chunks(); j++) {
      for (int set = 1; set <= layout.entries(j); set++) {
        int top = Integer.highestOneBit(set);
        int plane = (bit + Integer.numberOfTrailingZeros(top)) * n;
        int to = (first + set - 1) * n;
        if (set == top) {
          System.arraycopy(y, plane, rows, to, n);
        } else {
          lanes.multiply(y, plane, rows, (first + set - top - 1) * n, rows, to, n);
        }
      }
      bit += layout.width(j);
      first += layout.entries(j);
    }
  }

  /**
   * Shares of all pairs: rows of g, then rows of p.
   *
   * @param r planes, lowest first
   * @param table shares of the rows of {@link #products}
   */
  int[] pairs(int[] r, int[] table, int n) {
    int m = layout.chunks();
    int[] pairs = all.of(2 * m * n);
    int bit = 0;
    int first = 0;
    for (int j = 0; j < m; j++) {
      int width = layout.width(j);
      int[] acc = sums.of((1 << width) * n);
      generated(r, bit, table, first, width, acc, n);
      System.arraycopy(acc, 0, pairs, j * n, n);
      if (j > 0) {
        propagated(r, bit, table, first, width, acc, n);
        System.arraycopy(acc, 0, pairs, (m + j) * n, n);
      }
      bit += width;
      first += layout.entries(j);
    }
    return pairs;
  }

  /** acc[S] starts as the product of all bits S of y; each bit below is then folded in. */
  private void propagated(int[] r, int bit, int[] table, int first, int width, int[] acc, int n) {
    Arrays.fill(acc, 0, n, one);
    System.arraycopy(table, first * n, acc, n, ((1 << width) - 1) * n);
    for (int i = 0; i < width; i++) {
      fold(r, bit + i, acc, 1 << width - 1 - i, n);
    }
  }

  /** As a carry that runs through the chunk: c = r[i] y[i] ^ (r[i] ^ y[i]) c. */
  private void generated(int[] r, int bit, int[] table, int first, int width, int[] acc, int n) {
    int half = 1 << width - 1;
    Arrays.fill(acc, 0, half * n, 0);
    for (int i = 0; i < width; i++) {
      if (i > 0) {
        fold(r, bit + i, acc, half, n);
      }
      // Sets of the bits above i, and bit i itself.
      for (int set = 0; set < half; set++) {
        int product = first + ((set << i + 1 | 1 << i) - 1);
        lanes.multiplyAdd(r, (bit + i) * n, table, product * n, acc, set * n, n);
      }
      half >>= 1;
    }
  }

  /** {@code acc[S] = acc[S + bit] ^ r acc[S]}, which takes a bit of y out of the sets. */
  private void fold(int[] r, int bit, int[] acc, int half, int n) {
    for (int set = 0; set < half; set++) {
      lanes.multiplyAdd(r, bit * n, acc, 2 * set * n, acc, (2 * set + 1) * n, n);
      System.arraycopy(acc, (2 * set + 1) * n, acc, set * n, n);
    }
  }
}
