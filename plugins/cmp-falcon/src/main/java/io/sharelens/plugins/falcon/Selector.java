package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedTensor;
import java.nio.ByteBuffer;

/**
 * a where the sign is 0, else 0, in one round: with a random bit c of the offline phase, shared in
 * Z_2 and over Z_2^32, open e = sign ^ c and multiply c by a at the same time. The result is a - c
 * a where e is 0, and c a where it is 1. 3 bits and three numbers of the ring over all parties.
 *
 * @param bit c by XOR
 * @param word c over Z_2^32
 */
record Selector(Plane bit, ReplicatedTensor word) {
  /**
   * @param ring bits that count, of a and of the result: all 32, or fewer
   * @param own this party's first part of a, replaced by that of the result
   * @param next its second, likewise
   */
  void run(Wire wire, Plane sign, int ring, int[] own, int[] next) {
    int n = own.length;
    int[] z = crossTerms(wire.party(), own, next);
    Plane masked = sign.xor(bit);
    int words = n / 64;
    ByteBuffer out = Words.buffer(Long.BYTES * words * (ring + 1));
    if (ring == Integer.SIZE) {
      Words.put(out, z, 0, n);
    } else {
      Words.put(out, BitMatrix.planes(z, ring), 0, ring * words);
    }
    Words.put(out, masked.next(), 0, words);
    ByteBuffer in = wire.pass(out);
    int[] theirs = received(in, ring, n);
    long[] third = new long[words];
    Words.get(in, third);
    long[] e = Plane.xor(masked.known(), third);
    for (int i = 0; i < n; i++) {
      boolean one = (e[i >> 6] >>> i & 1) != 0;
      own[i] = one ? z[i] : own[i] - z[i];
      next[i] = one ? theirs[i] : next[i] - theirs[i];
    }
  }

  private static int[] received(ByteBuffer in, int ring, int n) {
    if (ring == Integer.SIZE) {
      int[] words = new int[n];
      Words.get(in, words);
      return words;
    }
    long[] planes = new long[n / 64 * ring];
    Words.get(in, planes);
    return BitMatrix.words(planes, ring);
  }

  private int[] crossTerms(ReplicatedParty party, int[] own, int[] next) {
    Prg withNext = party.with(party.next());
    Prg withPrevious = party.with(party.previous());
    int[] z = new int[own.length];
    int[] minus = new int[own.length];
    withNext.ints(z);
    withPrevious.ints(minus);
    int[] c0 = word.own();
    int[] c1 = word.next();
    for (int i = 0; i < z.length; i++) {
      z[i] += c0[i] * (own[i] + next[i]) + c1[i] * own[i] - minus[i];
    }
    return z;
  }
}
