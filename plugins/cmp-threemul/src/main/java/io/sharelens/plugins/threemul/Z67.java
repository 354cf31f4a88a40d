package io.sharelens.plugins.threemul;

/**
 * Arithmetic on whole planes of residues modulo 67, one residue 0..66 to a byte. The loops have no
 * branch and no data-dependent index, so that the compiler turns them into vector code; all ranges
 * are given by offset and length, because a plane is a slice of a larger array.
 */
final class Z67 {
  /** The modulus: the smallest prime that holds 1 + 1 + 33 comparisons of bits without a wrap. */
  static final int P = 67;

  // floor(v / 67) = v * 62602 >>> 22 for 0 <= v < 34,000: a test tries every one.
  private static final int MULTIPLIER = 62_602;
  private static final int SHIFT = 22;

  private Z67() {}

  /** {@code v mod 67} for 0 &lt;= v &lt; 34,000. */
  static int reduce(int v) {
    return v - P * (v * MULTIPLIER >>> SHIFT);
  }

  /** Residue of a value in -67..66. */
  private static int up(int v) {
    return v + (P & v >> 31);
  }

  /** {@code out = a - b}, the whole arrays. */
  static void subtract(byte[] a, byte[] b, byte[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) up(a[i] - b[i]);
    }
  }

  /** {@code a += b}, the whole arrays. */
  static void add(byte[] a, byte[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = (byte) up(a[i] + b[i] - P);
    }
  }

  /** {@code out = a * b} for planes of {@code n}. */
  static void multiply(byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = (byte) reduce(a[aAt + i] * b[bAt + i]);
    }
  }

  /** Plane of {@code factor * bit t of x}. */
  static void bitTimes(int[] x, int t, byte[] factor, byte[] out, int outAt) {
    for (int i = 0; i < x.length; i++) {
      out[outAt + i] = (byte) (factor[i] & -(x[i] >>> t & 1));
    }
  }

  /**
   * The first step of SecBitCmp, for bit 32 of r + 1, which is 1 where the other 32 are 0: starts W
   * and gives {@code m c[32] = m - m (1 - 2 beta) r[32]}.
   *
   * @param r public numbers r + 1, modulo 2^32
   * @param m shares of m
   * @param sm shares of m (1 - 2 beta)
   */
  static void topFactor(int[] r, int one, byte[] m, byte[] sm, byte[] w, byte[] c, int at) {
    for (int i = 0; i < r.length; i++) {
      int bit = r[i] == 0 ? 1 : 0;
      w[i] = (byte) (bit & one);
      c[at + i] = (byte) up(m[i] - (sm[i] & -bit));
    }
  }

  /**
   * One step of SecBitCmp for bit t, from the highest down: the factor c[t] and the running sum W
   * of bits in which x and r + 1 differ, both as shares.
   *
   * @param r public numbers r + 1, modulo 2^32
   * @param t bit
   * @param one 1 at the party that adds public terms, 0 at the other
   * @param s shares of 1 - 2 beta
   * @param x plane of shares of x[t] at {@code at}
   * @param sx plane of shares of (1 - 2 beta) x[t] at {@code at}
   * @param w shares of W, updated
   * @param c receives the factor at {@code at}
   */
  static void factor(
      int[] r, int t, int one, byte[] s, byte[] x, byte[] sx, byte[] w, byte[] c, int at) {
    int n = w.length;
    for (int i = 0; i < n; i++) {
      int bit = r[i] >>> t & 1;
      // c = (1 - 2 beta)(x - r) + 1 + W lies in -66..133.
      int v = up(sx[at + i] - s[i] * bit + w[i] + one - P);
      c[at + i] = (byte) up(v);
      // x xor r = x + r (1 - 2x); the sum lies in -66..133 too.
      int d = w[i] + x[at + i] + bit * (one - 2 * x[at + i]);
      w[i] = (byte) up(up(d - P));
    }
  }

  /**
   * SecThreeMul on opened differences e = x - a, f = y - b, g = z - c, in monomial form: {@code xyz
   * = efg + ef c + eg b + fg a + e bc + f ac + g ab + abc}. Plane k of triple j lies at (3 j + k) n
   * in {@code open} and {@code mask}, at (4 j + k) n in {@code product} (ab, ac, bc, abc).
   *
   * @param one 1 at the party that adds the public term efg, 0 at the other
   */
  static void threeProduct(
      byte[] open,
      byte[] mask,
      int from3,
      byte[] product,
      int from4,
      int one,
      byte[] out,
      int to,
      int n) {
    for (int i = 0; i < n; i++) {
      int e = open[from3 + i];
      int f = open[from3 + n + i];
      int g = open[from3 + 2 * n + i];
      int ef = reduce(e * f);
      int eg = reduce(e * g);
      int fg = reduce(f * g);
      int sum =
          ef * (mask[from3 + 2 * n + i] + one * g)
              + eg * mask[from3 + n + i]
              + fg * mask[from3 + i]
              + e * product[from4 + 2 * n + i]
              + f * product[from4 + n + i]
              + g * product[from4 + i]
              + product[from4 + 3 * n + i];
      out[to + i] = (byte) reduce(sum);
    }
  }
}
