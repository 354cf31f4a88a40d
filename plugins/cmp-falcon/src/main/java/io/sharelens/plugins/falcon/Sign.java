package io.sharelens.plugins.falcon;

import java.util.Arrays;

/**
 * Signs of numbers of k bits (Falcon's wrap3 and DReLU). With R = a + x and k - 1 low bits r' of R
 * opened, {@code MSB(a) = MSB(R) ^ MSB(x) ^ [x' > r']}. R is opened part by part, as R_i = a_i +
 * x_i, of each the low bits only: so all know the carries delta of their sum into the top, and
 * MSB(R) is delta and the XOR of the parts' top bits, each of which two parties know.
 *
 * <p>In the paper's terms, on doubled shares: the top bit of R_i is MSB(a_i) ^ MSB(x_i) ^ beta_i,
 * with beta_i the wrap of A_i + X_i, and MSB(x) is alpha ^ MSB(x1) ^ MSB(x2) ^ MSB(x3), with alpha
 * the wrap of X1 + X2 + X3. So theta = beta_1 + beta_2 + beta_3 + delta - eta - alpha mod 2, and
 * MSB(a) = MSB(a1) ^ MSB(a2) ^ MSB(a3) ^ theta. The doubled shares' lowest bit is left out: it is
 * 0.
 *
 * <p>Two steps, since a party may get its own part of a together with r.
 */
final class Sign {
  private final Wire wire;
  private final SignMaterial material;
  private final int words;

  /** Planes of the next part of R. */
  private final long[] next;

  /**
   * @param aNext this party's second part of a
   */
  Sign(Wire wire, SignMaterial material, int[] aNext) {
    this.wire = wire;
    this.material = material;
    this.words = material.size() / 64;
    this.next = masked(aNext, material.next());
  }

  private long[] masked(int[] a, int[] x) {
    int[] sum = new int[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + x[i];
    }
    return BitMatrix.planes(sum, material.k());
  }

  /** What the previous party lacks: the low planes of the next part of R. */
  long[] opened() {
    return Arrays.copyOf(next, (material.k() - 1) * words);
  }

  /**
   * @param aOwn this party's first part of a
   * @param third what the next party sent
   * @return 1 where a is negative
   */
  Plane finish(int[] aOwn, long[] third, Aside aside) {
    long[] own = masked(aOwn, material.own());
    int top = (material.k() - 1) * words;
    long[] r = new long[top];
    long[] carries = new long[words];
    sum(own, next, third, r, carries);
    long[] eta = new PrivateCompare(wire).run(material, r, aside);
    long[] given = Plane.xor(carries, eta);
    int self = wire.party().self();
    Plane tops =
        new Plane(
            Arrays.copyOfRange(own, top, top + words), Arrays.copyOfRange(next, top, top + words));
    Plane sign = tops.xor(material.top()).xor(material.flip());
    return switch (self) {
      case 1 -> new Plane(Plane.xor(sign.own(), given), sign.next());
      case 3 -> new Plane(sign.own(), Plane.xor(sign.next(), given));
      default -> sign;
    };
  }

  /** Adds three numbers in planes; {@code carries} gets what goes on to the top, modulo 2. */
  private void sum(long[] a, long[] b, long[] c, long[] r, long[] carries) {
    for (int w = 0; w < words; w++) {
      long first = 0;
      long second = 0;
      for (int at = w; at < r.length; at += words) {
        long differ = a[at] ^ b[at];
        long two = differ ^ first;
        first = a[at] & b[at] | first & differ;
        long with = two ^ c[at];
        r[at] = with ^ second;
        second = two & c[at] | second & with;
      }
      carries[w] = first ^ second;
    }
  }
}
