package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;

/**
 * XOR share of a bit vector: bit {@code i} is bit {@code i & 63} of word {@code i >> 6}. Bits above
 * {@code size} in the last word are not part of the value and may hold anything.
 */
public final class XorBits implements SharedBits {
  private final int size;
  private final long[] words;

  public XorBits(int size, long[] words) {
    if (words.length != words(size)) {
      throw LensException.internal("bad-shape", words.length + " words for " + size + " bits");
    }
    this.size = size;
    this.words = words;
  }

  /** Words that {@code bits} bits take. */
  public static int words(int bits) {
    return (bits + 63) >>> 6;
  }

  /** This party's words; read-only by contract. */
  public long[] share() {
    return words;
  }

  /** The XOR part of {@code b}; fails if another kind of arithmetic made it. */
  public static long[] shareOf(SharedBits b) {
    if (b instanceof XorBits x) {
      return x.words;
    }
    throw LensException.internal(
        "wrong-sharing", "an XOR share is needed, not " + b.getClass().getSimpleName());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return "XorBits[" + size + "]";
  }
}
