package io.sharelens.plugins.threemul;

import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.ResiduePlanes;

/**
 * {@link ResiduePlanes} with what SecBitCmp and SecThreeMul need. Implementations give equal bytes.
 */
interface Planes extends ResiduePlanes {
  /** The process's implementation: of the same kind as its linear algebra. */
  static Planes get() {
    return Holder.PLANES;
  }

  /** The four bytes of each word as planes, lowest first: byte k of word i at k * n + i. */
  static byte[] bytesOf(int[] words) {
    int n = words.length;
    byte[] planes = new byte[4 * n];
    for (int k = 0; k < 4; k++) {
      for (int i = 0; i < n; i++) {
        planes[k * n + i] = (byte) (words[i] >>> 8 * k);
      }
    }
    return planes;
  }

  /**
   * Plane of {@code factor * bit t of x}.
   *
   * @param x words as {@link #bytesOf} gives them
   */
  void bitTimes(byte[] x, int t, byte[] factor, byte[] out, int outAt);

  /**
   * One step of SecBitCmp for bit t, from the highest down: the factor c[t] and the running sum W
   * of bits in which x and r + 1 differ, both as shares.
   *
   * @param r public numbers r + 1, modulo 2^32, as {@link #bytesOf} gives them
   * @param t bit
   * @param one 1 at the party that adds public terms, 0 at the other
   * @param s shares of 1 - 2 beta
   * @param x plane of shares of x[t] at {@code at}
   * @param sx plane of shares of (1 - 2 beta) x[t] at {@code at}
   * @param w shares of W, updated
   * @param c receives the factor at {@code at}
   */
  void factor(byte[] r, int t, int one, byte[] s, byte[] x, byte[] sx, byte[] w, byte[] c, int at);

  /**
   * SecThreeMul on opened differences e = x - a, f = y - b, g = z - c, in monomial form: {@code xyz
   * = efg + ef c + eg b + fg a + e bc + f ac + g ab + abc}, computed as {@code e (f (g + c) + g b +
   * bc) + f (g a + ac) + g ab + abc}. Plane k of triple j lies at (3 j + k) n in {@code open} and
   * {@code mask}, at (4 j + k) n in {@code product} (ab, ac, bc, abc) and triple j's result at j n.
   *
   * @param triples how many
   * @param n length of a plane
   * @param one 1 at the party that adds the public term efg, 0 at the other
   */
  default void threeProducts(
      byte[] open, byte[] mask, byte[] product, int triples, int n, int one, byte[] out) {
    byte[] inner = new byte[n];
    byte[] other = new byte[n];
    for (int j = 0; j < triples; j++) {
      int e = 3 * j * n; // and a
      int f = e + n; // and b
      int g = f + n; // and c
      int ab = 4 * j * n;
      int ac = ab + n;
      int bc = ac + n;
      int abc = bc + n;
      multiplyAdd(open, f, mask, g, product, bc, inner, 0, n);
      if (one == 1) {
        multiplyAdd(open, f, open, g, inner, 0, inner, 0, n);
      }
      multiplyAdd(open, g, mask, f, inner, 0, inner, 0, n);
      multiplyAdd(open, g, mask, e, product, ac, other, 0, n);
      int to = j * n;
      multiplyAdd(open, g, product, ab, product, abc, out, to, n);
      multiplyAdd(open, f, other, 0, out, to, out, to, n);
      multiplyAdd(open, e, inner, 0, out, to, out, to, n);
    }
  }

  /** Chosen once. */
  final class Holder {
    private static final Planes PLANES =
        KernelProvider.get().name().startsWith("vector") ? new VectorPlanes() : new ScalarPlanes();

    private Holder() {}
  }
}
