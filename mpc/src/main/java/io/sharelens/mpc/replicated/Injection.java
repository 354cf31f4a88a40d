package io.sharelens.mpc.replicated;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;

/**
 * Shared bits in the ring. Of b = c ^ b3, c = b1 ^ b2 is known to party 1 and b3 to parties 2 and
 * 3. Party 1 shares what it makes of c between 2 and 3, where 3's share is their common stream;
 * what is left is linear in those shares, because 2 and 3 know b3, and is made replicated.
 *
 * <p>Parties: 3. Adversary: semi-honest, one of them. Party 2 receives words that are masked by the
 * stream of 1 and 3; the rest is resharing. Two rounds.
 */
final class Injection {
  private static final int SECOND = 2;
  private static final int THIRD = 3;

  private final ReplicatedParty party;
  private final int[] piece = new int[Circle.FRAME];
  private final int[] factor = new int[Circle.FRAME];

  Injection(ReplicatedParty party) {
    this.party = party;
  }

  /** Bits as 0 and 1: b = b3 + (1 - 2 b3) c. 12 bytes a bit. */
  ReplicatedTensor toRing(SharedBits bits) {
    ReplicatedBits b = ReplicatedBits.of(bits);
    if (b.size() > 0) {
      party.round();
    }
    return PairReshare.run(
        party,
        SECOND,
        Shape.of(b.size()),
        (z, from, to) -> {
          int n = to - from;
          if (party.self() == 1) {
            for (int i = 0; i < n; i++) {
              piece[i] = bit(b.own(), from + i) ^ bit(b.next(), from + i);
            }
          }
          share(piece, n);
          if (party.self() != 1) {
            boolean adds = party.self() == THIRD;
            long[] third = adds ? b.own() : b.next();
            for (int i = 0; i < n; i++) {
              int b3 = bit(third, from + i);
              z[from + i] = (1 - 2 * b3) * piece[i] + (adds ? b3 : 0);
            }
          }
        });
  }

  /**
   * Bits times ring elements d, of which there are as many or a multiple: bit i goes with elements
   * i, i + n, ... With g = (1 - 2 c) (d1 + d2), b d = c (d1 + d2) + b3 g + (b3 + (1 - 2 b3) c) d3.
   * Party 1 has the first term and shares g and c. 4 bytes a bit and 16 an element.
   */
  ReplicatedTensor times(SharedBits bits, SharedTensor factors) {
    ReplicatedBits b = ReplicatedBits.of(bits);
    ReplicatedTensor d = ReplicatedTensor.of(factors);
    int n = b.size();
    if (n == 0 ? d.size() > 0 : d.size() % n != 0) {
      throw LensException.internal("bad-shape", n + " bits times " + d.shape());
    }
    int[] z = new int[d.size()];
    int[] shares = new int[Math.min(n, z.length)];
    if (z.length > 0) {
      party.round();
    }
    for (int from = 0; from < shares.length; from += Circle.FRAME) {
      int len = Math.min(Circle.FRAME, shares.length - from);
      if (party.self() == 1) {
        for (int i = 0; i < len; i++) {
          piece[i] = bit(b.own(), from + i) ^ bit(b.next(), from + i);
        }
      }
      share(piece, len);
      System.arraycopy(piece, 0, shares, from, len);
    }
    for (int column = 0; column < z.length; column += n) {
      for (int from = 0; from < n; from += Circle.FRAME) {
        int len = Math.min(Circle.FRAME, n - from);
        if (party.self() == 1) {
          first(shares, d, z, column, from, len);
        }
        share(factor, len);
        if (party.self() == SECOND) {
          later(b.next(), d.next(), shares, 0, z, column, from, len);
        } else if (party.self() == THIRD) {
          later(b.own(), d.own(), shares, 1, z, column, from, len);
        }
      }
    }
    return new Products(party).reshare(d.shape(), z);
  }

  private void first(int[] c, ReplicatedTensor d, int[] z, int column, int from, int len) {
    for (int i = 0; i < len; i++) {
      int at = column + from + i;
      int d12 = d.own()[at] + d.next()[at];
      factor[i] = (1 - 2 * c[from + i]) * d12;
      z[at] = c[from + i] * d12;
    }
  }

  /**
   * Parties 2 and 3, from their shares of c and g.
   *
   * @param one 1 at the party that adds what both know
   */
  private void later(
      long[] third, int[] d3, int[] c, int one, int[] z, int column, int from, int len) {
    for (int i = 0; i < len; i++) {
      int b3 = bit(third, from + i);
      int d = d3[column + from + i];
      z[column + from + i] = b3 * (factor[i] + one * d) + (1 - 2 * b3) * c[from + i] * d;
    }
  }

  /** Words of party 1, which keeps them, become shares of parties 2 and 3. */
  private void share(int[] words, int n) {
    switch (party.self()) {
      case 1 -> give(words, n);
      case SECOND -> take(words, n);
      default -> party.with(1).ints(words, 0, n);
    }
  }

  /** Party 1 sends to party 2 what is left when the share of party 3 is drawn. */
  private void give(int[] words, int n) {
    int[] drawn = new int[n];
    party.with(THIRD).ints(drawn);
    for (int i = 0; i < n; i++) {
      drawn[i] = words[i] - drawn[i];
    }
    party.channel(SECOND).send(Words.of(drawn));
  }

  private void take(int[] words, int n) {
    ByteBuffer in = Words.buffer(n * Integer.BYTES);
    party.channel(1).receive(in);
    Words.get(in.flip(), words, 0, n);
  }

  private static int bit(long[] words, int i) {
    return (int) (words[i >> 6] >>> i) & 1;
  }
}
