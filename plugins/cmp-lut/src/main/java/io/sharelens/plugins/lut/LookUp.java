package io.sharelens.plugins.lut;

import java.util.Arrays;

/** Looks the public index up in shared one-hot tables: no message. */
final class LookUp {
  /** Rows of a node: eq, lt, any. */
  private static final int NODE = 3;

  private final Layout layout;
  private final int one;
  private final Lanes lanes = Lanes.get();
  private final Scratch lasts = new Scratch();
  private int[] node = new int[0];

  /**
   * @param one all ones at the party that adds public terms, else 0
   */
  LookUp(Layout layout, int one) {
    this.layout = layout;
    this.one = one;
  }

  /**
   * Shares of lt and eq of every chunk.
   *
   * @param index planes of r, lowest first
   * @param tables rows of the tables' entries, chunk after chunk
   * @param looked receives, in the order of the layout's masks, what is to be masked
   * @return the top chunk's lt, one row
   */
  int[] run(int[] index, int[] tables, int[] looked, int n) {
    int[] last = lasts.of(n);
    int[] top = new int[n];
    int table = 0;
    int bit = 0;
    for (int j = 0; j < layout.chunks(); j++) {
      int width = layout.width(j);
      ensure(width * NODE * n);
      complete(tables, table, layout.entries(j), last, n);
      node(tables, table, width, 0, last, (1 << width) - 1, index, bit * n, 0, n);
      if (j > 0) {
        System.arraycopy(node, 0, looked, layout.equal(j) * n, n);
      }
      if (j == layout.chunks() - 1) {
        System.arraycopy(node, n, top, 0, n);
      } else {
        System.arraycopy(node, n, looked, layout.below(j) * n, n);
      }
      table += layout.entries(j) * n;
      bit += width;
    }
    return top;
  }

  private void ensure(int words) {
    if (node.length < words) {
      node = new int[words];
    }
  }

  /** The table's last entry: all of them add up to 1. */
  private void complete(int[] tables, int table, int entries, int[] last, int n) {
    Arrays.fill(last, one);
    for (int v = 0; v < entries; v++) {
      lanes.add(tables, table + v * n, last, 0, n);
    }
  }

  /** Entries {@code first .. first + 2^width - 1} into the node at {@code depth}. */
  private void node(
      int[] tables,
      int table,
      int width,
      int first,
      int[] last,
      int lastEntry,
      int[] index,
      int indexAt,
      int depth,
      int n) {
    int at = depth * NODE * n;
    if (width == 1) {
      boolean end = first + 1 == lastEntry;
      lanes.leaf(
          tables,
          table + first * n,
          end ? last : tables,
          end ? 0 : table + (first + 1) * n,
          index,
          indexAt,
          node,
          at,
          n);
      return;
    }
    int half = 1 << width - 1;
    node(tables, table, width - 1, first, last, lastEntry, index, indexAt, depth, n);
    node(tables, table, width - 1, first + half, last, lastEntry, index, indexAt, depth + 1, n);
    lanes.join(node, at, at + NODE * n, index, indexAt + (width - 1) * n, n);
  }
}
