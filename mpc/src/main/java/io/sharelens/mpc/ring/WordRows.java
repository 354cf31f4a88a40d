package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * Rows of ring words inside longer records: row r starts {@code r * stride} bytes after the
 * buffer's position. Words are little-endian. The buffer's position does not move.
 */
public final class WordRows {
  private WordRows() {}

  /** Writes {@code rows * columns} words. */
  public static void put(int[] words, int rows, int columns, ByteBuffer out, int stride) {
    IntBuffer target = words(out, rows, columns, stride);
    for (int r = 0; r < rows; r++) {
      target.put(r * (stride / Integer.BYTES), words, r * columns, columns);
    }
  }

  /** Reads {@code rows * columns} words into a fresh array. */
  public static int[] get(ByteBuffer in, int rows, int columns, int stride) {
    int[] words = new int[Math.multiplyExact(rows, columns)];
    IntBuffer source = words(in, rows, columns, stride);
    for (int r = 0; r < rows; r++) {
      source.get(r * (stride / Integer.BYTES), words, r * columns, columns);
    }
    return words;
  }

  private static IntBuffer words(ByteBuffer buffer, int rows, int columns, int stride) {
    long row = (long) columns * Integer.BYTES;
    long needed = rows == 0 ? 0 : (rows - 1L) * stride + row;
    if (stride % Integer.BYTES != 0 || row > stride || needed > buffer.remaining()) {
      throw LensException.internal(
          "bad-shape",
          rows + " rows of " + row + " bytes, stride " + stride + ", in " + buffer.remaining());
    }
    return buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }
}
