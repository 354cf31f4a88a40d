package io.sharelens.plugins.lut;

/**
 * Numbers of k bits in 32 rows to k full rows and back: number j of a lane takes bits {@code j k}
 * to {@code (j + 1) k - 1} of the lane's k words.
 */
final class Packing {
  private Packing() {}

  /** Packs the low {@code bits} of 32 rows of {@code n}. */
  static int[] pack(int[] words, int bits, int n) {
    if (bits == 32) {
      return words;
    }
    int[] packed = new int[bits * n];
    int mask = (1 << bits) - 1;
    for (int j = 0; j < 32; j++) {
      int from = j * n;
      int to = (j * bits >>> 5) * n;
      int shift = j * bits & 31;
      for (int i = 0; i < n; i++) {
        packed[to + i] |= (words[from + i] & mask) << shift;
      }
      if (shift + bits > 32) {
        for (int i = 0; i < n; i++) {
          packed[to + n + i] |= (words[from + i] & mask) >>> 32 - shift;
        }
      }
    }
    return packed;
  }

  /** The 32 rows of {@code n} numbers. */
  static int[] unpack(int[] packed, int bits, int n) {
    if (bits == 32) {
      return packed;
    }
    int[] words = new int[32 * n];
    int mask = (1 << bits) - 1;
    for (int j = 0; j < 32; j++) {
      int to = j * n;
      int from = (j * bits >>> 5) * n;
      int shift = j * bits & 31;
      if (shift + bits > 32) {
        for (int i = 0; i < n; i++) {
          words[to + i] = (packed[from + i] >>> shift | packed[from + n + i] << 32 - shift) & mask;
        }
      } else {
        for (int i = 0; i < n; i++) {
          words[to + i] = packed[from + i] >>> shift & mask;
        }
      }
    }
    return words;
  }
}
