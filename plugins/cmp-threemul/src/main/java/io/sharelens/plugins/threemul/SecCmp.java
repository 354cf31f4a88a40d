package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.kernel.Z67;
import io.sharelens.mpc.ring.XorBits;

/**
 * The server's half of SecCmp against 0 for one block: FLSIR algorithms 2 (SecValCmp), 3
 * (SecBitCmp), 4 (SecThreeMul) and 5 (SecCmp).
 *
 * <p>Two semi-honest servers that do not collude with each other or with the dealer. Six rounds:
 * open r = 2a + x; four levels of products of three; open d. Opened per party and element: 32 bits
 * and 49 residues of 7 bits, 375 bits in all. A server sees r, the masked factors and d: all
 * uniform, but for d, which is 0 with probability 1/2 (beta) and else uniform in 1..66 (m).
 *
 * <p>Differences from the paper, each equal in what it computes: the dealer shares (1 - 2 beta)
 * x[t], so that u[t] needs no SecMul (one round less); r + 1 has 33 bits (with 32, every case r =
 * 2^32 - 1 is wrong); see {@link ProductTree} and {@link Planes#threeProducts}. SecBitCmp gives the
 * wrong answer for beta = 1 and x = r + 1; as 2a is even this does not arise here, which is why
 * SecValCmp is not offered for other inputs.
 */
class SecCmp {
  private final Planes planes = Planes.get();
  private final Wire wire;
  private final int one;

  /**
   * @param one 1 at the party that adds public terms, 0 at the other
   */
  SecCmp(Wire wire, int one) {
    this.wire = wire;
    this.one = one;
  }

  /**
   * Bits that are 1 where {@code a} is negative.
   *
   * @param alongside further shares to open in the first round, in place
   */
  final long[] negative(MaterialReader in, int[] a, int[] alongside) {
    int n = a.length;
    int[] x = new int[n];
    long[] alpha = new long[XorBits.words(n)];
    long[] beta = new long[XorBits.words(n)];
    in.random(x);
    in.derivedBits(alpha);
    in.randomBits(beta);
    int[] r = new int[n];
    for (int i = 0; i < n; i++) {
      r[i] = 2 * a[i] + x[i];
    }
    int[] theirs = wire.words(r, alongside);
    // theta = beta1 ^ beta2 ^ delta ^ eta ^ alpha (the paper's beta_i are wraps), and
    // MSB(a) = MSB(a1) ^ MSB(a2) ^ theta.
    long[] local =
        Bits.pack(
            n, i -> a[i] >>> 31 ^ Bits.carry(2 * a[i], x[i]) ^ (one & Bits.carry(r[i], theirs[i])));
    for (int i = 0; i < n; i++) {
      r[i] += theirs[i] + 1;
    }
    long[] zero = compare(in, r);
    for (int w = 0; w < local.length; w++) {
      // eta = beta where d = 0, not beta elsewhere.
      local[w] ^= alpha[w] ^ beta[w] ^ (one == 1 ? ~zero[w] : 0);
    }
    return local;
  }

  /**
   * SecBitCmp up to step 9.
   *
   * @param r public r + 1 modulo 2^32; where it is 0 the 33rd bit is 1
   * @return public bits that are 1 where d = 0
   */
  final long[] compare(MaterialReader in, int[] r) {
    int n = r.length;
    byte[] d = factors(in, r);
    for (int k = ProductTree.FACTORS; k > 1; k = ProductTree.next(k)) {
      d = multiply(in, d, k, n);
    }
    wire.residues(d);
    byte[] opened = d;
    return Bits.pack(n, i -> opened[i] - 1 >>> 31);
  }

  /** Shares of c[0] .. c[31] and of m c[32], plane by plane. */
  private byte[] factors(MaterialReader in, int[] r) {
    int n = r.length;
    byte[] x = new byte[ProductTree.BITS * n];
    byte[] sign = new byte[n];
    byte[] signed = new byte[ProductTree.BITS * n];
    byte[] m = new byte[n];
    byte[] signedM = new byte[n];
    in.derivedMod(x, Z67.P);
    in.derivedMod(sign, Z67.P);
    in.derivedMod(signed, Z67.P);
    in.derivedMod(m, Z67.P);
    in.derivedMod(signedM, Z67.P);
    byte[] factors = new byte[ProductTree.FACTORS * n];
    byte[] differing = new byte[n];
    top(r, m, signedM, differing, factors);
    byte[] bytes = Planes.bytesOf(r);
    for (int t = ProductTree.BITS - 1; t >= 0; t--) {
      planes.factor(bytes, t, one, sign, x, signed, differing, factors, t * n);
    }
    return factors;
  }

  /** Bit 32 of r + 1: starts W and gives m c[32]. Apart, so that a test can leave it out. */
  void top(int[] r, byte[] m, byte[] signedM, byte[] differing, byte[] factors) {
    int at = ProductTree.BITS * r.length;
    for (int i = 0; i < r.length; i++) {
      int bit = r[i] == 0 ? 1 : 0;
      differing[i] = (byte) (bit & one);
      factors[at + i] = (byte) Z67.up(m[i] - (signedM[i] & -bit));
    }
  }

  /** One level of SecThreeMul: {@code k} planes to {@code next(k)}. One round. */
  private byte[] multiply(MaterialReader in, byte[] factors, int k, int n) {
    int triples = ProductTree.triples(k);
    byte[] masks = new byte[3 * triples * n];
    byte[] products = new byte[4 * triples * n];
    in.randomMod(masks, Z67.P);
    in.derivedMod(products, Z67.P);
    byte[] open = new byte[masks.length];
    planes.subtract(factors, masks, open);
    wire.residues(open);
    byte[] out = new byte[ProductTree.next(k) * n];
    planes.threeProducts(open, masks, products, triples, n, one, out);
    System.arraycopy(factors, masks.length, out, triples * n, factors.length - masks.length);
    return out;
  }
}
