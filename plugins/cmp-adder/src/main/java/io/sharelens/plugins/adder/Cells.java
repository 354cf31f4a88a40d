package io.sharelens.plugins.adder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates a {@link Stage} on XOR shares of parties 1 and 2: with all inputs v open as {@code V =
 * v ^ mask}, every product is a polynomial in the masks, whose monomials party 3 has shared. The
 * polynomials are folded together, one p after the other from the lowest pair up: {@code acc[S] =
 * acc[S + p] ^ P acc[S]}, where S runs over the sets of pairs above.
 */
final class Cells {
  private final Stage stage;
  private final int one;
  private final Map<Integer, Integer> place = new HashMap<>();
  private final Scratch sums = new Scratch();
  private final Scratch ones = new Scratch();
  private final Lanes lanes = Lanes.get();
  private int[] opened = {};
  private int[] masks = {};
  private int[] products = {};
  private int n;

  /**
   * @param one all ones at the party that adds public terms, else 0
   */
  Cells(Stage stage, int one) {
    this.stage = stage;
    this.one = one;
    List<Integer> all = stage.products();
    for (int p = 0; p < all.size(); p++) {
      place.put(all.get(p), p);
    }
  }

  /** Rows of {@code pairs} that are to be opened, in the stage's order. */
  void select(int[] pairs, int[] into, int width) {
    int m = stage.inputs();
    int first = 0;
    for (int k = 0; k < stage.groups(); k++) {
      int top = stage.size(k) - 1;
      for (int j = 0; j < top; j++) {
        copy(pairs, first + j, into, stage.generate(k, j), width);
      }
      for (int j = k == 0 ? 1 : 0; j <= top && top > 0; j++) {
        copy(pairs, m + first + j, into, stage.propagate(k, j), width);
      }
      first += stage.size(k);
    }
  }

  /** What is not opened and goes on as it is: the top g of a group, and p of a group of one. */
  int[] kept(int[] pairs, int width) {
    int m = stage.inputs();
    int out = stage.groups();
    int[] kept = new int[2 * out * width];
    int first = 0;
    for (int k = 0; k < out; k++) {
      copy(pairs, first + stage.size(k) - 1, kept, k, width);
      if (stage.size(k) == 1) {
        copy(pairs, m + first, kept, out + k, width);
      }
      first += stage.size(k);
    }
    return kept;
  }

  private static void copy(int[] from, int row, int[] into, int to, int n) {
    System.arraycopy(from, row * n, into, to * n, n);
  }

  /**
   * Adds the sums of products to what was kept, which becomes the pairs of the next stage.
   *
   * @param openedRows rows of opened inputs, in the stage's order
   * @param maskRows this party's shares of their masks
   * @param productRows this party's shares of the products of masks
   */
  void evaluate(int[] openedRows, int[] maskRows, int[] productRows, int[] kept, int width) {
    opened = openedRows;
    masks = maskRows;
    products = productRows;
    n = width;
    int[] acc = sums.of((1 << Stage.MAX_FAN_IN - 1) * n);
    for (int k = 0; k < stage.groups(); k++) {
      if (stage.size(k) > 1) {
        generated(k, acc);
        lanes.add(acc, 0, kept, k * n, n);
        if (k > 0) {
          propagated(k, acc);
          lanes.add(acc, 0, kept, (stage.groups() + k) * n, n);
        }
      }
    }
  }

  private void generated(int group, int[] acc) {
    int top = stage.size(group) - 1;
    Arrays.fill(acc, 0, (1 << top) * n, 0);
    for (int j = 0; j < top; j++) {
      addAll(group, j, stage.generate(group, j), acc);
      fold(group, j, acc);
    }
  }

  private void propagated(int group, int[] acc) {
    int top = stage.size(group) - 1;
    Arrays.fill(acc, 0, (1 << top) * n, 0);
    addAll(group, 0, stage.propagate(group, 0), acc);
    for (int j = 0; j < top; j++) {
      fold(group, j, acc);
    }
  }

  /** Adds the opened row's value times the masks of every set of pairs above {@code j}. */
  private void addAll(int group, int j, int row, int[] acc) {
    int[] constant = ones.of(n);
    Arrays.fill(constant, one);
    for (int set = 0; set < 1 << stage.size(group) - 1 - j; set++) {
      int above = stage.masks(group, j, set);
      add(above | 1 << row, acc, set * n);
      if (set == 0) {
        lanes.multiplyAdd(opened, row * n, constant, 0, acc, 0, n);
      } else {
        int[] from = rowsOf(above);
        lanes.multiplyAdd(opened, row * n, from, at(above), acc, set * n, n);
      }
    }
  }

  private void add(int set, int[] acc, int to) {
    lanes.add(rowsOf(set), at(set), acc, to, n);
  }

  /** Shares of a product of masks: a single mask is not among the dealt ones. */
  private int[] rowsOf(int set) {
    return Integer.bitCount(set) == 1 ? masks : products;
  }

  private int at(int set) {
    if (Integer.bitCount(set) == 1) {
      return Integer.numberOfTrailingZeros(set) * n;
    }
    return place.getOrDefault(set, -1) * n;
  }

  /** Takes p[j + 1] out of the sets: halves them. */
  private void fold(int group, int j, int[] acc) {
    int p = stage.propagate(group, j + 1) * n;
    int half = 1 << stage.size(group) - 2 - j;
    for (int set = 0; set < half; set++) {
      lanes.multiplyAdd(opened, p, acc, 2 * set * n, acc, (2 * set + 1) * n, n);
    }
    for (int set = 0; set < half; set++) {
      System.arraycopy(acc, (2 * set + 1) * n, acc, set * n, n);
    }
  }
}
