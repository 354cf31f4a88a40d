package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The joint offline phase: {@link SignMaterial} that no party knows, made by all three; there is no
 * dealer, and nothing in it is constant. Semi-honest, one party.
 *
 * <ol>
 *   <li>The parts of x are words from streams of pairs. Party 1 knows y = x1 + x2 and shares its
 *       bits: k bits to party 2. The bits of z = x3 are a share as they are.
 *   <li>{@link Adder}: the bits of x = y + z.
 *   <li>beta is uniform bits of pairs. m = m1 m2 m3 with m_i uniform in 1..66 and known to a pair,
 *       so it is never 0 and each party lacks one factor.
 *   <li>Every bit that is shared by XOR is b = u ^ v, where one party knows u and the two others v,
 *       and its sign 1 - 2b is the product of their signs. So all that is needed in Z_67 is a
 *       product of what one party knows and what the two others know: {@link ResiduePair}.
 * </ol>
 *
 * Rounds for k = 32: 1 for y, 9 of the adder, 2. Bits over all parties: k + 3 products of the adder
 * + 21 (2k + 1) [1,634 for k = 32].
 */
final class Offline {
  private final Wire wire;
  private final ReplicatedParty party;

  Offline(Wire wire) {
    this.wire = wire;
    this.party = wire.party();
  }

  /**
   * @param k bits of the numbers, 2 to 32
   * @param n numbers, a multiple of 64
   */
  SignMaterial sign(int k, int n) {
    int[] own = new int[n];
    int[] next = new int[n];
    party.with(party.previous()).ints(own);
    party.with(party.next()).ints(next);
    Plane[] bits = bits(own, next, k);
    Plane flip = Plane.random(party, n / 64);
    Factors factors = new Factors(k, bits, flip, nonZero(n, true), nonZero(n, false));
    Residues residues = ResiduePair.run(wire, SignMaterial.planes(k), n, factors);
    return new SignMaterial(k, own, next, bits[k - 1], flip, residues);
  }

  /** Bits of x1 + x2 + x3. */
  private Plane[] bits(int[] own, int[] next, int k) {
    int words = k * (own.length / 64);
    long[] none = new long[words];
    long[] share = new long[words];
    ByteBuffer in = Words.buffer(0);
    ByteBuffer out = Words.buffer(0);
    return switch (party.self()) {
      case 1 -> {
        party.with(party.previous()).longs(share);
        int[] y = new int[own.length];
        for (int i = 0; i < y.length; i++) {
          y[i] = own[i] + next[i];
        }
        long[] masked = Plane.xor(BitMatrix.planes(y, k), share);
        out = Words.buffer(Long.BYTES * words);
        Words.put(out, masked, 0, words);
        wire.round(out, Wire.none(), Wire.none(), in);
        yield Adder.sum(wire, split(share, masked, k), split(none, none, k));
      }
      case 2 -> {
        in = Words.buffer(Long.BYTES * words);
        wire.round(out, Wire.none(), Wire.none(), in);
        Words.get(in, share);
        yield Adder.sum(wire, split(share, none, k), split(none, BitMatrix.planes(next, k), k));
      }
      default -> {
        party.with(party.next()).longs(share);
        wire.round(out, Wire.none(), Wire.none(), in);
        yield Adder.sum(wire, split(none, share, k), split(BitMatrix.planes(own, k), none, k));
      }
    };
  }

  private static Plane[] split(long[] own, long[] next, int k) {
    int words = own.length / k;
    Plane[] planes = new Plane[k];
    for (int t = 0; t < k; t++) {
      planes[t] =
          new Plane(
              Arrays.copyOfRange(own, t * words, (t + 1) * words),
              Arrays.copyOfRange(next, t * words, (t + 1) * words));
    }
    return planes;
  }

  /** This party's own or next factor of m. */
  private byte[] nonZero(int n, boolean own) {
    Prg prg = party.with(own ? party.previous() : party.next());
    byte[] factor = new byte[n];
    prg.mod(factor, 66);
    for (int i = 0; i < n; i++) {
      factor[i]++;
    }
    return factor;
  }
}
