package io.sharelens.spi.vector;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a stored row: this party's shares of {@code columns} words, then of {@code extras}
 * words that are only added (a norm), then {@code columns} masked words where the arithmetic has
 * any.
 */
public final class RowStore {
  private final Arithmetic arithmetic;
  private final int columns;
  private final int extras;

  public RowStore(Arithmetic arithmetic, int columns, int extras) {
    this.arithmetic = arithmetic;
    this.columns = columns;
    this.extras = extras;
  }

  public int rowBytes() {
    return maskedOffset() + (arithmetic.masksRows() ? columns * Integer.BYTES : 0);
  }

  /**
   * @param rows [n, columns]
   * @param extra [n, extras]; null where there are none
   * @param out its position moves by n * rowBytes
   */
  public void write(FixedRows rows, @Nullable SharedTensor extra, ByteBuffer out) {
    int n = rows.rows();
    int stride = rowBytes();
    if (out.remaining() < (long) n * stride) {
      throw LensException.internal(
          "bad-shape", n + " rows of " + stride + " bytes into " + out.remaining());
    }
    arithmetic.store(rows.shares(), out.duplicate(), stride);
    if (extra != null) {
      arithmetic.store(extra, at(out, extraOffset()), stride);
    }
    if (arithmetic.masksRows()) {
      WordRows.put(rows.masked(), n, columns, at(out, maskedOffset()), stride);
    }
    out.position(out.position() + n * stride);
  }

  /** Shares of the rows' vectors, [n, columns]. */
  public SharedTensor read(RowSet rows) {
    return arithmetic.load(checked(rows), 0, columns);
  }

  /** Products of [b, columns] with stored rows: [b, n]. */
  public SharedTensor products(SharedTensor vectors, RowSet rows) {
    return arithmetic.product(vectors, checked(rows), maskedOffset() / Integer.BYTES);
  }

  /** The extra words of n rows, [n, extras]. */
  public SharedTensor readExtra(RowSet rows) {
    return arithmetic.load(checked(rows), extraOffset() / Integer.BYTES, extras);
  }

  private RowSet checked(RowSet rows) {
    if (rows.table().width() * Integer.BYTES != rowBytes()) {
      throw LensException.internal(
          "bad-rows",
          "rows of "
              + rowBytes()
              + " bytes expected, found "
              + rows.table().width() * Integer.BYTES);
    }
    return rows;
  }

  private int extraOffset() {
    return columns * arithmetic.storedBytes();
  }

  private int maskedOffset() {
    return (columns + extras) * arithmetic.storedBytes();
  }

  private static ByteBuffer at(ByteBuffer buffer, int offset) {
    ByteBuffer b = buffer.duplicate();
    return b.position(b.position() + offset);
  }
}
