package io.sharelens.plugins.lut;

import io.sharelens.plugins.lut.Layout.Monomial;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates the sum of products of {@link Layout} on shares: with E = eq ^ mu and L = lt ^ lambda
 * open for all chunks, every product is a polynomial in the masks whose monomials the dealer has
 * shared. The polynomials are folded together, one eq after the other from the lowest chunk up:
 * {@code acc[S] = acc[S + eq] ^ E acc[S]}, where S runs over the sets of chunks above.
 */
final class Products {
  private final Layout layout;
  private final int[] place;
  private final Scratch sums = new Scratch();
  private final Scratch ones = new Scratch();
  private final Lanes lanes = Lanes.get();

  Products(Layout layout) {
    this.layout = layout;
    List<Monomial> products = layout.products();
    place = new int[layout.chunks() * (1 << layout.chunks())];
    Arrays.fill(place, -1);
    for (int p = 0; p < products.size(); p++) {
      place[index(products.get(p).lt(), products.get(p).equals())] = p;
    }
  }

  private int index(int lt, int equals) {
    return (lt + 1 << layout.chunks() - 1) + equals;
  }

  /**
   * This server's share of the sum.
   *
   * @param opened rows of opened bits, in the order of the layout's masks
   * @param masks this server's shares of the masks, in the same order
   * @param dealt rows of shares of the monomials
   * @param one all ones at the party that adds public terms, else 0
   * @param n words of a row
   * @return one row, at the front of an array that the next call uses again
   */
  int[] sum(int[] opened, int[] masks, int[] dealt, int one, int n) {
    int top = layout.chunks() - 1;
    int rows = 1 << top;
    int[] acc = sums.of(rows * n);
    Arrays.fill(acc, 0);
    int[] constant = ones.of(n);
    Arrays.fill(constant, one);
    for (int j = 0; j < top; j++) {
      int bits = top - j;
      for (int set = 0; set < 1 << bits; set++) {
        add(j, set << j, masks, dealt, acc, set * n, n);
        // L times the share of the masks' product; of the empty product, which is 1, for no set
        times(opened, layout.below(j) * n, set << j, masks, dealt, constant, acc, set * n, n);
      }
      fold(opened, layout.equal(j + 1) * n, acc, bits, n);
    }
    return acc;
  }

  /** Adds the share of lambda[j] times the mus of a set. */
  private void add(int j, int set, int[] masks, int[] dealt, int[] acc, int to, int n) {
    if (set == 0) {
      lanes.add(masks, layout.below(j) * n, acc, to, n);
    } else {
      lanes.add(dealt, place[index(j, set)] * n, acc, to, n);
    }
  }

  private void times(
      int[] opened,
      int at,
      int set,
      int[] masks,
      int[] dealt,
      int[] constant,
      int[] acc,
      int to,
      int n) {
    if (set == 0) {
      lanes.multiplyAdd(opened, at, constant, 0, acc, to, n);
    } else if (Integer.bitCount(set) == 1) {
      int mask = layout.equal(Integer.numberOfTrailingZeros(set) + 1) * n;
      lanes.multiplyAdd(opened, at, masks, mask, acc, to, n);
    } else {
      lanes.multiplyAdd(opened, at, dealt, place[index(-1, set)] * n, acc, to, n);
    }
  }

  /** Takes the lowest eq out of the sets: halves them. */
  private void fold(int[] opened, int at, int[] acc, int bits, int n) {
    for (int set = 0; set < 1 << bits - 1; set++) {
      lanes.multiplyAdd(opened, at, acc, 2 * set * n, acc, (2 * set + 1) * n, n);
    }
    for (int set = 0; set < 1 << bits - 1; set++) {
      System.arraycopy(acc, (2 * set + 1) * n, acc, set * n, n);
    }
  }
}
