package io.sharelens.mpc.replicated;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import java.nio.ByteBuffer;

/** Rows of replicated shares at rest: all words of the first part, then all of the second. */
final class StoredParts {
  /** Bytes of an element. */
  static final int BYTES = 2 * Integer.BYTES;

  private StoredParts() {}

  static void store(SharedTensor a, ByteBuffer out, int stride) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    int rows = x.shape().dim(0);
    int columns = x.shape().dim(1);
    WordRows.put(x.own(), rows, columns, out, stride);
    if (rows > 0) {
      int past = columns * Integer.BYTES;
      WordRows.put(
          x.next(),
          rows,
          columns,
          out.slice(out.position() + past, out.remaining() - past),
          stride);
    }
  }

  static ReplicatedTensor load(RowSet rows, int at, int columns) {
    return new ReplicatedTensor(
        Shape.of(rows.size(), columns), rows.words(at, columns), rows.words(at + columns, columns));
  }

  /**
   * This party's additive words of the products, [b, rows]: (q_i + q_{i+1} | q_i) meets (v_i |
   * v_{i+1}) as it lies there, in one pass.
   */
  static int[] products(Kernels kernels, SharedTensor vectors, RowSet rows) {
    ReplicatedTensor q = ReplicatedTensor.of(vectors);
    int b = q.shape().dim(0);
    int columns = q.shape().dim(1);
    int width = rows.table().width();
    if (2 * columns > width) {
      throw LensException.internal(
          "bad-shape", "vectors " + q.shape() + " for rows of " + width + " words");
    }
    int[] both = new int[Math.multiplyExact(b, width)];
    for (int v = 0; v < b; v++) {
      System.arraycopy(q.own(), v * columns, both, v * width + columns, columns);
      for (int i = 0; i < columns; i++) {
        both[v * width + i] = q.own()[v * columns + i] + q.next()[v * columns + i];
      }
    }
    return rows.products(kernels, both, b);
  }
}
