package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Stored rows in memory, word by word as {@link Arithmetic#store} and an index wrote them, in the
 * order in which they were appended. A row never changes and never moves to another number, so a
 * search may read while rows are appended. Bytes that are not there yet are never read.
 * Thread-safe.
 */
public final class RowTable {
  /** Words of a full block: 8 MiB. */
  private static final int BLOCK_WORDS = 1 << 21;

  private static final int FIRST_ROWS = 16;

  private final int width;
  private final int blockRows;
  private volatile int[][] blocks = {};
  private volatile int rows;

  /**
   * @param rowBytes bytes of a row, a multiple of 4
   */
  public RowTable(int rowBytes) {
    if (rowBytes < Integer.BYTES || rowBytes % Integer.BYTES != 0) {
      throw LensException.internal("bad-shape", "rows of " + rowBytes + " bytes");
    }
    this.width = rowBytes / Integer.BYTES;
    this.blockRows = Math.max(1, BLOCK_WORDS / width);
  }

  /** Words of a row. */
  public int width() {
    return width;
  }

  /** Rows that are there. */
  public int rows() {
    return rows;
  }

  /** Bytes of memory that the rows take. */
  public long bytes() {
    long words = 0;
    for (int[] b : blocks) {
      words += b.length;
    }
    return words * Integer.BYTES;
  }

  /**
   * Appends whole rows.
   *
   * @param stored rows, back to back; its position moves to its limit
   * @return number of the first row
   */
  public synchronized int append(ByteBuffer stored) {
    int rowBytes = width * Integer.BYTES;
    if (stored.remaining() % rowBytes != 0) {
      throw LensException.internal(
          "bad-rows", "whole rows of " + rowBytes + " bytes expected, found " + stored.remaining());
    }
    int first = rows;
    stored = stored.order(ByteOrder.LITTLE_ENDIAN);
    for (int left = stored.remaining() / rowBytes; left > 0; ) {
      int row = rows % blockRows;
      int n = Math.min(left, blockRows - row);
      int[] block = room(rows / blockRows, row, n);
      stored.asIntBuffer().get(block, row * width, n * width);
      stored.position(stored.position() + n * rowBytes);
      rows += n;
      left -= n;
    }
    return first;
  }

  /** Appends rows of another table of the same width. */
  public synchronized void append(RowTable from, int[] chosen) {
    for (int r : chosen) {
      int row = rows % blockRows;
      int[] block = room(rows / blockRows, row, 1);
      System.arraycopy(from.block(r), from.offset(r), block, row * width, width);
      rows++;
    }
  }

  /** Overwrites a row that is gone with zeros; a search that runs may find either. */
  public synchronized void erase(int row) {
    int[] block = block(row);
    Arrays.fill(block, offset(row), offset(row) + width, 0);
  }

  /** The block, with room for {@code n} rows from {@code row} on; it grows by doubling. */
  private int[] room(int index, int row, int n) {
    int[][] all = blocks;
    int[] block = index < all.length ? all[index] : new int[0];
    if (block.length < (row + n) * width) {
      int wanted = Math.max(row + n, Math.max(FIRST_ROWS, 2 * row));
      // Readers of the old array find all that they may read in it.
      block = Arrays.copyOf(block, Math.min(wanted, blockRows) * width);
      int[][] more = Arrays.copyOf(all, Math.max(all.length, index + 1));
      more[index] = block;
      blocks = more;
    }
    return block;
  }

  /** The array that holds row {@code r}. */
  int[] block(int r) {
    return blocks[r / blockRows];
  }

  /** Where row {@code r} starts in its array. */
  int offset(int r) {
    return r % blockRows * width;
  }

  /** Rows of a full block: row numbers up to the next multiple of this share an array. */
  int blockRows() {
    return blockRows;
  }
}
