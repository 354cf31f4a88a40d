package io.sharelens.plugins.adder;

import java.util.Arrays;

/**
 * Numbers of k bits in 32 rows to k full rows and back: number j of a lane takes bits {@code j k}
 * to {@code (j + 1) k - 1} of the lane's k words.
 */
final class Packing {
  private static final Lanes LANES = Lanes.get();

  private Packing() {}

  /** Packs the low {@code bits} of 32 rows of {@code n}; at 32 bits there is nothing to do. */
  static int[] pack(int[] words, int bits, int n, Scratch into) {
    if (bits == 32) {
      return words;
    }
    int[] packed = into.of(bits * n);
    Arrays.fill(packed, 0);
    int mask = (1 << bits) - 1;
    for (int j = 0; j < 32; j++) {
      int from = j * n;
      int to = (j * bits >>> 5) * n;
      int shift = j * bits & 31;
      LANES.pack(words, from, mask, shift, packed, to, n);
      if (shift + bits > 32) {
        LANES.pack(words, from, mask, shift - 32, packed, to + n, n);
      }
    }
    return packed;
  }

  /** The 32 rows of {@code n} numbers; at 32 bits there is nothing to do. */
  static int[] unpack(int[] packed, int bits, int n, Scratch into) {
    if (bits == 32) {
      return packed;
    }
    int[] words = into.of(32 * n);
    int mask = (1 << bits) - 1;
    for (int j = 0; j < 32; j++) {
      int to = j * n;
      int from = (j * bits >>> 5) * n;
      int shift = j * bits & 31;
      LANES.unpack(packed, from, shift, shift + bits > 32, mask, words, to, n);
    }
    return words;
  }
}
