package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;

/**
 * Replicated XOR share of a bit vector among three parties: b = b1 ^ b2 ^ b3 and party i holds
 * (b_i, b_{i+1}). Packed as {@link XorBits}; bits above {@code size} in the last word may hold
 * anything.
 */
public final class ReplicatedBits implements SharedBits {
  private final int size;
  private final long[] own;
  private final long[] next;

  public ReplicatedBits(int size, long[] own, long[] next) {
    int words = XorBits.words(size);
    if (own.length != words || next.length != words) {
      throw LensException.internal(
          "bad-shape", own.length + " and " + next.length + " words for " + size + " bits");
    }
    this.size = size;
    this.own = own;
    this.next = next;
  }

  /** Part i at party i; read-only by contract. */
  public long[] own() {
    return own;
  }

  /** Part i + 1 at party i; read-only by contract. */
  public long[] next() {
    return next;
  }

  /** {@code b} as what it is; fails if another kind of arithmetic made it. */
  public static ReplicatedBits of(SharedBits b) {
    if (b instanceof ReplicatedBits r) {
      return r;
    }
    throw LensException.internal(
        "wrong-sharing", "a replicated share is needed, not " + b.getClass().getSimpleName());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return "ReplicatedBits[" + size + "]";
  }
}
