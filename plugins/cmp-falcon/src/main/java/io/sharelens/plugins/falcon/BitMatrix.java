package io.sharelens.plugins.falcon;

/** Words of 32 bits to planes of bits and back: plane b holds bit b of every word, 64 to a long. */
final class BitMatrix {
  private static final int SIDE = 32;
  private static final int LANES = 64;

  private BitMatrix() {}

  /**
   * The lowest {@code count} planes, one after the other.
   *
   * @param words a multiple of 64 of them
   */
  static long[] planes(int[] words, int count) {
    int width = words.length / LANES;
    long[] planes = new long[count * width];
    long[] square = new long[SIDE];
    for (int w = 0; w < width; w++) {
      int at = w * LANES;
      for (int i = 0; i < SIDE; i++) {
        square[i] = words[at + i] & 0xffffffffL | (long) words[at + SIDE + i] << SIDE;
      }
      transpose(square);
      for (int b = 0; b < count; b++) {
        planes[b * width + w] = square[b];
      }
    }
    return planes;
  }

  /** Words whose lowest {@code count} bits are these planes, the others 0. */
  static int[] words(long[] planes, int count) {
    int width = planes.length / count;
    int[] words = new int[width * LANES];
    long[] square = new long[SIDE];
    for (int w = 0; w < width; w++) {
      for (int b = 0; b < SIDE; b++) {
        square[b] = b < count ? planes[b * width + w] : 0;
      }
      transpose(square);
      int at = w * LANES;
      for (int i = 0; i < SIDE; i++) {
        words[at + i] = (int) square[i];
        words[at + SIDE + i] = (int) (square[i] >>> SIDE);
      }
    }
    return words;
  }

  /** Transposes both halves of 32 rows of 64 bits; its own inverse. */
  private static void transpose(long[] rows) {
    long mask = 0x0000ffff0000ffffL;
    for (int s = SIDE / 2; s > 0; s >>>= 1, mask ^= mask << s) {
      for (int j = 0; j < SIDE; j = (j + s + 1) & -s - 1) {
        long t = (rows[j] >>> s ^ rows[j + s]) & mask;
        rows[j] ^= t << s;
        rows[j + s] ^= t;
      }
    }
  }
}
