package io.sharelens.node.feature;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Index rows that lie back to back. */
final class RowBytes {
  private RowBytes() {}

  /** Each of the rows. */
  static List<ByteBuffer> each(ByteBuffer rows, int n) {
    int bytes = n == 0 ? 0 : rows.remaining() / n;
    if (rows.remaining() != n * bytes) {
      throw LensException.internal(
          "bad-features", rows.remaining() + " bytes do not fit " + n + " rows");
    }
    List<ByteBuffer> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(rows.slice(rows.position() + i * bytes, bytes));
    }
    return all;
  }
}
