package io.sharelens.plugins.lut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the compared bits are cut into chunks, and what that costs.
 *
 * <p>With {@code x} known to the dealer and {@code r} public, {@code [r < x]} is the XOR over the
 * chunks j of {@code lt[j] eq[j+1] ... eq[m-1]}, at most one of which is 1. The top chunk's lt is
 * needed as it is; all other lt and eq are masked and opened, for one multi-fan-in product. A chunk
 * of w bits takes a one-hot table of 2^w - 1 bits (the last follows from the others): eq at r is
 * the table's entry, lt at r the XOR of the entries above r.
 */
final class Layout {
  /** More would square the monomials. */
  private static final int MAX_CHUNKS = 6;

  private final int[] widths;
  private final int tablePlanes;
  private final List<Monomial> products;

  private Layout(int[] widths) {
    this.widths = widths;
    this.tablePlanes = Arrays.stream(widths).map(w -> (1 << w) - 1).sum();
    this.products = products(widths.length);
  }

  /** The cheapest layout for {@code bits} compared bits, 1 to 31, counted in bits on the wires. */
  static Layout of(int bits) {
    Layout best = even(bits, 1);
    for (int m = 2; m <= Math.min(MAX_CHUNKS, bits); m++) {
      Layout next = even(bits, m);
      if (next.wireBits() < best.wireBits()) {
        best = next;
      }
    }
    return best;
  }

  /** Chunks of nearly equal width, the lowest ones narrower. */
  private static Layout even(int bits, int chunks) {
    int[] widths = new int[chunks];
    for (int j = 0; j < chunks; j++) {
      widths[j] = (bits + j) / chunks;
    }
    return new Layout(widths);
  }

  private long wireBits() {
    return tablePlanes() + monomials() + 2L * masks();
  }

  int chunks() {
    return widths.length;
  }

  /** Bits of chunk {@code j}, counted from the lowest. */
  int width(int j) {
    return widths[j];
  }

  /** Dealt planes of chunk {@code j}'s table. */
  int entries(int j) {
    return (1 << widths[j]) - 1;
  }

  /** Dealt planes of all tables. */
  int tablePlanes() {
    return tablePlanes;
  }

  /** Masked planes: lt of all chunks but the top one, then eq of all but the lowest. */
  int masks() {
    return 2 * (chunks() - 1);
  }

  /** Products of masks that the dealer shares. */
  int monomials() {
    return products.size();
  }

  /** Index of the mask of lt[j]. */
  int below(int j) {
    return j;
  }

  /** Index of the mask of eq[j]. */
  int equal(int j) {
    return chunks() - 1 + j - 1;
  }

  /**
   * A product of masks: {@code lt} is a chunk or -1 for none, {@code equals} a set of chunks, bit t
   * for chunk t + 1.
   */
  record Monomial(int lt, int equals) {}

  /** Monomials of degree 2 and more, in the order in which they are dealt. */
  List<Monomial> products() {
    return products;
  }

  private static List<Monomial> products(int chunks) {
    List<Monomial> all = new ArrayList<>();
    int sets = 1 << chunks - 1;
    for (int s = 0; s < sets; s++) {
      if (Integer.bitCount(s) >= 2) {
        all.add(new Monomial(-1, s));
      }
    }
    for (int j = 0; j < chunks - 1; j++) {
      for (int above = 1; above < sets >>> j; above++) {
        all.add(new Monomial(j, above << j));
      }
    }
    return List.copyOf(all);
  }
}
