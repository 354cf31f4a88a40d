package io.sharelens.plugins.threemul;

import io.sharelens.mpc.ring.XorBits;
import java.util.function.IntUnaryOperator;

/** Packed bits and carries of unsigned words. */
final class Bits {
  private Bits() {}

  /** wrap2(a, b, 2^32): 1 where the unsigned sum does not fit a word. */
  static int carry(int a, int b) {
    return (a & b | (a | b) & ~(a + b)) >>> 31;
  }

  /** Packs {@code bit.applyAsInt(i)}, 0 or 1, for i below {@code n}; the bits above are 0. */
  static long[] pack(int n, IntUnaryOperator bit) {
    long[] words = new long[XorBits.words(n)];
    for (int w = 0; w < words.length; w++) {
      int from = w << 6;
      int count = Math.min(64, n - from);
      long word = 0;
      for (int j = 0; j < count; j++) {
        word |= (long) bit.applyAsInt(from + j) << j;
      }
      words[w] = word;
    }
    return words;
  }

  /** Bit {@code i} of packed words. */
  static int get(long[] words, int i) {
    return (int) (words[i >>> 6] >>> i) & 1;
  }
}
