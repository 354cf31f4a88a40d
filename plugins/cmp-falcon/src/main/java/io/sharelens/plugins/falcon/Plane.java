package io.sharelens.plugins.falcon;

import io.sharelens.mpc.replicated.ReplicatedParty;

/**
 * A replicated XOR share of one bit of each element: bit {@code i & 63} of word {@code i >> 6}.
 *
 * @param own part i at party i
 * @param next part i + 1 at party i
 */
record Plane(long[] own, long[] next) {
  /** Uniform bits that nobody knows; no message. */
  static Plane random(ReplicatedParty party, int words) {
    long[] own = new long[words];
    long[] next = new long[words];
    party.with(party.previous()).longs(own);
    party.with(party.next()).longs(next);
    return new Plane(own, next);
  }

  Plane xor(Plane other) {
    return new Plane(xor(own, other.own), xor(next, other.next));
  }

  /** The two parts that this party knows, together. */
  long[] known() {
    return xor(own, next);
  }

  static long[] xor(long[] a, long[] b) {
    long[] z = new long[a.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = a[i] ^ b[i];
    }
    return z;
  }
}
