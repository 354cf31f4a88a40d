package io.sharelens.plugins.falcon;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.kernel.ResiduePlanes;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Private compare (Falcon, algorithm 1): {@code [x > r] ^ beta} for a secret x of k - 1 bits,
 * shared bit by bit in Z_67, and a public r. All is linear but one product.
 *
 * <p>With s = 1 - 2 beta, from the top bit down: {@code c[t] = 1 + s (r[t] - x[t]) + sum of (x ^ r)
 * above t}, and, as a last factor for the case x = r, {@code e = sum of all (x ^ r) + 1 - beta}.
 * Without a flip one of them is 0 exactly if x > r, with it exactly if x &lt;= r; all are at most
 * 33. d = m times their product is opened: 0, or uniform in 1..66, and which of them is a fair coin
 * because of beta. There is no r + 1, so no bit more is needed for r + 1 = 2^(k-1).
 *
 * <p>In half signs X = (1 - 2x) / 2: {@code x ^ r} is 1/2 - X where r is 0 and 1/2 + X where it is
 * 1; {@code s (r - x)} is sX - s/2 and sX + s/2. m goes into the top factor, where it is linear.
 *
 * <p>k factors: ceil(log2 k) rounds, of which the last multiplies and opens in one. 21 bits a
 * product, 42 for the last one.
 */
final class PrivateCompare {
  private static final int HALF = 34;
  private static final int P = 67;

  private final Wire wire;
  private final ReplicatedParty party;
  private final ResiduePlanes arithmetic = ResiduePlanes.get();
  private final ComparePlanes compare = ComparePlanes.get();

  PrivateCompare(Wire wire) {
    this.wire = wire;
    this.party = wire.party();
  }

  /**
   * @param r planes of r, k - 1 of them, the lowest first
   * @param aside what else goes with the last round
   * @return packed bits, 1 where d is 0: [x > r] ^ beta
   */
  long[] run(SignMaterial material, long[] r, Aside aside) {
    int n = material.size();
    Residues factors = factors(material, r);
    int count = material.k();
    for (; count > 2; count = (count + 1) / 2) {
      factors = multiply(factors, count, n);
    }
    return zeros(open(factors, n, aside));
  }

  private Residues factors(SignMaterial material, long[] r) {
    Residues c = new Residues(material.k() * material.size());
    int top = material.k() - 2;
    byte[][] masks = new byte[top + 1][];
    int words = material.size() / 64;
    for (int t = 0; t <= top; t++) {
      masks[t] = new byte[material.size()];
      Factors.expand(Arrays.copyOfRange(r, t * words, (t + 1) * words), 0, 255, masks[t], 0);
    }
    boolean first = party.self() == 1; // part 1 takes public terms: own at party 1, next at party 3
    factors(material, masks, material.residues().own(), first, c.own());
    factors(material, masks, material.residues().next(), party.self() == 3, c.next());
    return c;
  }

  /** One part of all factors. The running sum leaves its public halves out. */
  private void factors(
      SignMaterial material, byte[][] masks, byte[] shares, boolean isPublic, byte[] c) {
    int n = material.size();
    int top = masks.length - 1;
    byte[] sum = new byte[n];
    compare.signed(
        masks[top],
        shares,
        material.factorBit(),
        shares,
        material.factorSign(),
        shares,
        material.factor(),
        0,
        c,
        0);
    compare.accumulate(masks[top], shares, material.bit(top), sum);
    int sign = material.flipSign();
    for (int t = top - 1; t >= 0; t--) {
      int above = top - t;
      int constant = isPublic ? (1 + HALF * above) % P : 0;
      int bit = material.flippedBit(t);
      compare.signed(masks[t], shares, bit, shares, sign, sum, 0, constant, c, above * n);
      compare.accumulate(masks[t], shares, material.bit(t), sum);
    }
    // The sum of all differences, and (1 + s) / 2, which is 1 - beta.
    byte[] ones = new byte[n];
    Arrays.fill(ones, (byte) -1);
    int constant = isPublic ? (HALF + HALF * (top + 1)) % P : 0;
    compare.signed(ones, sum, 0, shares, sign, new byte[n], 0, constant, c, (top + 1) * n);
  }

  /** Multiplies the first half of the planes with the second; an odd one is left as it is. */
  private Residues multiply(Residues c, int count, int n) {
    int half = count / 2 * n;
    byte[] z = crossTerms(c, half);
    byte[] theirs = wire.pass(z);
    if (count % 2 == 0) {
      return new Residues(z, theirs);
    }
    return new Residues(append(z, c.own(), 2 * half, n), append(theirs, c.next(), 2 * half, n));
  }

  private static byte[] append(byte[] a, byte[] from, int at, int n) {
    byte[] longer = Arrays.copyOf(a, a.length + n);
    System.arraycopy(from, at, longer, a.length, n);
    return longer;
  }

  private byte[] crossTerms(Residues c, int half) {
    Prg withNext = party.with(party.next());
    Prg withPrevious = party.with(party.previous());
    byte[] plus = Residues.draw(withNext, half);
    byte[] minus = Residues.draw(withPrevious, half);
    byte[] z = new byte[half];
    arithmetic.crossTerms(c.own(), c.next(), 0, c.own(), c.next(), half, plus, minus, z);
    return z;
  }

  /** The product of two planes, opened: each party sends its part of it to both others. */
  private byte[] open(Residues c, int n, Aside aside) {
    byte[] z = crossTerms(c, n);
    int bytes = SevenBits.bytes(n);
    ByteBuffer toNext = Words.buffer(bytes + aside.withNext());
    ByteBuffer toPrevious = Words.buffer(bytes + aside.withPrevious());
    SevenBits.pack(z, toNext);
    SevenBits.pack(z, toPrevious);
    aside.write(toNext, toPrevious);
    ByteBuffer fromNext = Words.buffer(toNext.capacity());
    ByteBuffer fromPrevious = Words.buffer(toPrevious.capacity());
    wire.round(toNext, toPrevious, fromNext, fromPrevious);
    arithmetic.add(z, Wire.residues(fromNext, n));
    arithmetic.add(z, Wire.residues(fromPrevious, n));
    aside.read(fromNext, fromPrevious);
    return z;
  }

  private static long[] zeros(byte[] d) {
    long[] bits = new long[d.length / 64];
    for (int i = 0; i < d.length; i++) {
      bits[i >> 6] |= (d[i] - 1L >>> 63) << i;
    }
    return bits;
  }
}
