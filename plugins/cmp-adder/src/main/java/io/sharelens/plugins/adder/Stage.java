package io.sharelens.plugins.adder;

import java.util.ArrayList;
import java.util.List;

/**
 * One level of the carry tree: pairs (g, p) of neighbouring chunks, lowest first, are combined in
 * groups, {@code G = g[F-1] ^ p[F-1] g[F-2] ^ ... ^ p[F-1] ... p[1] g[0]} and {@code P = p[F-1] ...
 * p[0]}. A group of one passes through. The lowest group has no P: nothing is carried into it.
 *
 * <p>All inputs but the top g are opened under masks that party 3 knows; it shares the products of
 * masks, so that the sums of products are linear.
 */
final class Stage {
  static final int MAX_FAN_IN = 5;

  private final int[] groups;
  private final int[] firstMask;
  private final int opened;
  private final List<Integer> products;

  /**
   * @param groups sizes of the groups, lowest first
   */
  Stage(int[] groups) {
    this.groups = groups;
    this.firstMask = new int[groups.length];
    int masks = 0;
    for (int k = 0; k < groups.length; k++) {
      firstMask[k] = masks;
      masks += groups[k] == 1 ? 0 : 2 * groups[k] - (k == 0 ? 2 : 1);
    }
    this.opened = masks;
    List<Integer> all = new ArrayList<>();
    for (int k = 0; k < groups.length; k++) {
      addProducts(k, all);
    }
    this.products = List.copyOf(all);
  }

  private void addProducts(int k, List<Integer> all) {
    int top = groups[k] - 1;
    for (int set = 0; set < 1 << top; set++) {
      if (Integer.bitCount(set) >= 2) {
        all.add(masks(k, 0, set));
      }
      if (set != 0 && k > 0) {
        all.add(masks(k, 0, set) | 1 << propagate(k, 0));
      }
    }
    for (int j = 0; j < top; j++) {
      for (int set = 1; set < 1 << top - j; set++) {
        all.add(masks(k, j, set) | 1 << generate(k, j));
      }
    }
  }

  int groups() {
    return groups.length;
  }

  int size(int group) {
    return groups[group];
  }

  /** Pairs that come in. */
  int inputs() {
    int sum = 0;
    for (int size : groups) {
      sum += size;
    }
    return sum;
  }

  /** Rows that are opened under masks. */
  int opened() {
    return opened;
  }

  /** Products of masks that party 3 shares, each a set of masks: bit i for opened row i. */
  List<Integer> products() {
    return products;
  }

  /** Opened row of g[j] of a group, {@code j} below the top one. */
  int generate(int group, int j) {
    return firstMask[group] + j;
  }

  /** Opened row of p[j] of a group; the lowest group has no p[0]. */
  int propagate(int group, int j) {
    return firstMask[group] + groups[group] - 1 + (group == 0 ? j - 1 : j);
  }

  /** The masks of p[j + 1 + i] for the bits i of {@code set}. */
  int masks(int group, int j, int set) {
    int masks = 0;
    for (int i = 0; set >>> i != 0; i++) {
      if ((set >>> i & 1) == 1) {
        masks |= 1 << propagate(group, j + 1 + i);
      }
    }
    return masks;
  }
}
