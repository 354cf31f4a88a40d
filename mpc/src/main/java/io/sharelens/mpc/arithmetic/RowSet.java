package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.Kernels;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Some rows of a {@link RowTable} in an order of their own: what one search goes through.
 *
 * @param table where they lie
 * @param slots number of each row in the table; not changed by anybody
 * @param keys key of each row, which names the row of B at the dealer
 */
public record RowSet(RowTable table, int[] slots, long[] keys) {
  public RowSet {
    if (slots.length != keys.length) {
      throw LensException.internal(
          "bad-rows", slots.length + " rows expected, found " + keys.length + " keys");
    }
    int limit = table.rows();
    for (int s : slots) {
      if (s < 0 || s >= limit) {
        throw LensException.internal("bad-rows", "there is no row " + s + " among " + limit);
      }
    }
  }

  /** Rows that were just stored: copied into a table of their own. */
  public static RowSet of(ByteBuffer rows, int rowBytes, long[] keys) {
    if (rows.remaining() != (long) keys.length * rowBytes) {
      throw LensException.internal(
          "bad-rows",
          keys.length + " rows of " + rowBytes + " bytes expected, found " + rows.remaining());
    }
    RowTable table = new RowTable(rowBytes);
    table.append(rows.duplicate());
    int[] slots = new int[keys.length];
    Arrays.setAll(slots, i -> i);
    return new RowSet(table, slots, keys);
  }

  public int size() {
    return slots.length;
  }

  /** The rows at these positions of this set, in this order. */
  public RowSet pick(int[] positions) {
    int[] picked = new int[positions.length];
    long[] named = new long[positions.length];
    for (int i = 0; i < positions.length; i++) {
      picked[i] = slots[positions[i]];
      named[i] = keys[positions[i]];
    }
    return new RowSet(table, picked, named);
  }

  /** Number of rows from {@code i} on that lie one after the other in one array. */
  private int run(int i) {
    int first = slots[i];
    int left = Math.min(slots.length - i, table.blockRows() - first % table.blockRows());
    int n = 1;
    while (n < left && slots[i + n] == first + n) {
      n++;
    }
    return n;
  }

  /**
   * Products of whole rows with vectors as wide as they, in one pass over the rows where they lie.
   *
   * @param vectors {@code count} times the table's width
   * @return [count, rows]
   */
  public int[] products(Kernels kernels, int[] vectors, int count) {
    int width = table.width();
    int n = slots.length;
    int[] z = new int[Math.multiplyExact(count, n)];
    for (int i = 0; i < n; ) {
      int run = run(i);
      int first = table.offset(slots[i]) / width;
      int[] block = table.block(slots[i]);
      kernels.rowProducts(vectors, count, block, first, first + run, width, z, i, n);
      i += run;
    }
    return z;
  }

  /** {@code columns} words of every row, from word {@code at} on. */
  public int[] words(int at, int columns) {
    int[] out = new int[Math.multiplyExact(slots.length, columns)];
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(
          table.block(slots[i]), table.offset(slots[i]) + at, out, i * columns, columns);
    }
    return out;
  }
}
