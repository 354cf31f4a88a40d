package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a stored row: this party's shares of {@code columns} words, then of {@code extras}
 * words that are only added (a norm), then {@code columns} masked words where the arithmetic has
 * any.
 */
final class RowStore {
  private static final int[] NONE = {};

  private final Arithmetic arithmetic;
  private final int columns;
  private final int extras;

  RowStore(Arithmetic arithmetic, int columns, int extras) {
    this.arithmetic = arithmetic;
    this.columns = columns;
    this.extras = extras;
  }

  int rowBytes() {
    return maskedOffset() + (arithmetic.masksRows() ? columns * Integer.BYTES : 0);
  }

  /**
   * @param rows [n, columns]
   * @param extra [n, extras]; null where there are none
   * @param out its position moves by n * rowBytes
   */
  void write(FixedRows rows, @Nullable SharedTensor extra, ByteBuffer out) {
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

  FixedRows read(ByteBuffer rows, long[] keys) {
    int stride = rowBytes();
    if (rows.remaining() != (long) keys.length * stride) {
      throw LensException.internal(
          "bad-rows",
          keys.length + " rows of " + stride + " bytes expected, found " + rows.remaining());
    }
    SharedTensor shares = arithmetic.load(rows.duplicate(), Shape.of(keys.length, columns), stride);
    int[] masked =
        arithmetic.masksRows() && keys.length > 0
            ? WordRows.get(at(rows, maskedOffset()), keys.length, columns, stride)
            : NONE;
    return new FixedRows(shares, masked, keys);
  }

  /** The extra words of n rows, [n, extras]. */
  SharedTensor readExtra(ByteBuffer rows, int n) {
    return arithmetic.load(at(rows, extraOffset()), Shape.of(n, extras), rowBytes());
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
