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
          switch (party.self()) {
            case 1 -> {
              for (int i = from; i < to; i++) {
                piece[i - from] = bit(b.own(), i) ^ bit(b.next(), i);
              }
              give(piece, to - from);
            }
            case SECOND -> {
              take(piece, to - from);
              for (int i = from; i < to; i++) {
                z[i] = (1 - 2 * bit(b.next(), i)) * piece[i - from];
              }
            }
            default -> {
              party.with(1).ints(piece, 0, to - from);
              for (int i = from; i < to; i++) {
                int b3 = bit(b.own(), i);
                z[i] = (1 - 2 * b3) * piece[i - from] + b3;
              }
            }
          }
        });
  }

  /**
   * Bits times ring elements d: with g = (1 - 2 c) (d1 + d2), b d = c (d1 + d2) + b3 g + (b3 + (1 -
   * 2 b3) c) d3. Party 1 has the first term and shares g and c. 20 bytes an element.
   */
  ReplicatedTensor times(SharedBits bits, SharedTensor factors) {
    ReplicatedBits b = ReplicatedBits.of(bits);
    ReplicatedTensor d = ReplicatedTensor.of(factors);
    if (b.size() != d.size()) {
      throw LensException.internal("bad-shape", b.size() + " bits times " + d.shape());
    }
    int[] z = new int[d.size()];
    if (z.length > 0) {
      party.round();
    }
    for (int from = 0; from < z.length; from += Circle.FRAME) {
      int len = Math.min(Circle.FRAME, z.length - from);
      switch (party.self()) {
        case 1 -> first(b, d, z, from, len);
        case SECOND -> {
          take(piece, len);
          take(factor, len);
          later(b.next(), d.next(), 0, z, from, len);
        }
        default -> {
          party.with(1).ints(piece, 0, len);
          party.with(1).ints(factor, 0, len);
          later(b.own(), d.own(), 1, z, from, len);
        }
      }
    }
    return new Products(party).reshare(d.shape(), z);
  }

  private void first(ReplicatedBits b, ReplicatedTensor d, int[] z, int from, int len) {
    for (int i = 0; i < len; i++) {
      int c = bit(b.own(), from + i) ^ bit(b.next(), from + i);
      int d12 = d.own()[from + i] + d.next()[from + i];
      piece[i] = c;
      factor[i] = (1 - 2 * c) * d12;
      z[from + i] = c * d12;
    }
    give(piece, len);
    give(factor, len);
  }

  /**
   * Parties 2 and 3, from their shares of c and g.
   *
   * @param one 1 at the party that adds public terms
   */
  private void later(long[] third, int[] d3, int one, int[] z, int from, int len) {
    for (int i = 0; i < len; i++) {
      int b3 = bit(third, from + i);
      z[from + i] = b3 * (factor[i] + one * d3[from + i]) + (1 - 2 * b3) * piece[i] * d3[from + i];
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
