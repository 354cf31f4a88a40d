package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.kernel.ResiduePlanes;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Replicated shares modulo 67 of products u v, where one party knows u, the <i>holder</i>, and the
 * two others know v: how a secret of which the holder knows one half and the others the other half
 * gets into Z_67 (a bit as the product of two signs, for one). Two rounds, 21 bits a product.
 *
 * <p>Holder h hides u with a pad that it has in common with party h + 2 and sends u - pad to party
 * h + 1. These two multiply by v, which makes additive shares. Parts h and h + 1 are fresh, from
 * streams that the holder has with each of them; each of the two takes its own from its share, and
 * they exchange what is left: part h + 2 is the sum. What a party receives is masked by a stream it
 * does not have.
 *
 * <p>Planes are dealt out to the three holders, a third each, so that all links carry as much.
 */
final class ResiduePair {
  /** What the parties know. */
  interface Factors {
    /** At the holder: u of a plane. */
    void held(int plane, byte[] u, int at);

    /**
     * At the other two: v of a plane.
     *
     * @param own whether what they have in common is this party's own part, else its next
     */
    void common(int plane, boolean own, byte[] v, int at);
  }

  private final Wire wire;
  private final int planes;
  private final int n;
  private final Factors factors;
  private final ResiduePlanes arithmetic = ResiduePlanes.get();
  private final Residues result;

  private ResiduePair(Wire wire, int planes, int n, Factors factors) {
    this.wire = wire;
    this.planes = planes;
    this.n = n;
    this.factors = factors;
    this.result = new Residues(planes * n);
  }

  /**
   * @param planes of products
   * @param n products of a plane, a multiple of 8
   */
  static Residues run(Wire wire, int planes, int n, Factors factors) {
    ResiduePair pair = new ResiduePair(wire, planes, n, factors);
    pair.run();
    return pair.result;
  }

  /** First plane of holder h; of holder 4, the number of planes. */
  private int first(int holder) {
    return planes * (holder - 1) / ReplicatedParty.PARTIES;
  }

  private int length(int holder) {
    return (first(holder + 1) - first(holder)) * n;
  }

  private void run() {
    ReplicatedParty party = wire.party();
    Prg withNext = party.with(party.next());
    Prg withPrevious = party.with(party.previous());
    int self = party.self();
    int after = party.next();
    int before = party.previous();
    byte[] masked = new byte[length(self)]; // as holder
    byte[] helped = new byte[length(after)]; // as party h + 2
    byte[] taken = new byte[length(before)]; // as party h + 1
    for (int h = 1; h <= ReplicatedParty.PARTIES; h++) {
      int length = length(h);
      if (h == self) {
        masked = Residues.draw(withPrevious, length);
        put(Residues.draw(withPrevious, length), result.own(), h);
        put(Residues.draw(withNext, length), result.next(), h);
      } else if (h == after) {
        helped = Residues.draw(withNext, length);
        put(Residues.draw(withNext, length), result.next(), h);
      } else {
        taken = Residues.draw(withPrevious, length);
        put(taken, result.own(), h);
      }
    }
    masked = difference(held(self), masked);
    ByteBuffer out = packed(masked);
    ByteBuffer in = Words.buffer(SevenBits.bytes(length(before)));
    wire.round(out, Wire.none(), Wire.none(), in);
    byte[] received = Wire.residues(in, length(before));

    byte[] mine = difference(product(received, before, false), taken);
    byte[] other = difference(product(helped, after, true), get(result.next(), after));
    ByteBuffer fromNext = Words.buffer(SevenBits.bytes(mine.length));
    ByteBuffer fromPrevious = Words.buffer(SevenBits.bytes(other.length));
    wire.round(packed(mine), packed(other), fromNext, fromPrevious);
    arithmetic.add(mine, Wire.residues(fromNext, mine.length));
    arithmetic.add(other, Wire.residues(fromPrevious, other.length));
    put(mine, result.next(), before);
    put(other, result.own(), after);
  }

  private byte[] held(int holder) {
    byte[] u = new byte[length(holder)];
    for (int p = first(holder); p < first(holder + 1); p++) {
      factors.held(p, u, (p - first(holder)) * n);
    }
    return u;
  }

  private byte[] product(byte[] share, int holder, boolean own) {
    byte[] v = new byte[share.length];
    for (int p = first(holder); p < first(holder + 1); p++) {
      factors.common(p, own, v, (p - first(holder)) * n);
    }
    byte[] z = new byte[share.length];
    arithmetic.multiply(share, 0, v, 0, z, 0, z.length);
    return z;
  }

  private byte[] difference(byte[] a, byte[] b) {
    byte[] d = new byte[a.length];
    arithmetic.subtract(a, b, d);
    return d;
  }

  private void put(byte[] part, byte[] parts, int holder) {
    System.arraycopy(part, 0, parts, first(holder) * n, part.length);
  }

  private byte[] get(byte[] parts, int holder) {
    return Arrays.copyOfRange(parts, first(holder) * n, first(holder + 1) * n);
  }

  private static ByteBuffer packed(byte[] residues) {
    ByteBuffer out = Words.buffer(SevenBits.bytes(residues.length));
    SevenBits.pack(residues, out);
    return out;
  }
}
