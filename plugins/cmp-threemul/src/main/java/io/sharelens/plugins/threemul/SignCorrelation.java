package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerRequest;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.MaterialWriter;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.Z67;
import java.util.Arrays;

/**
 * The dealer's half of SecCmp (FLSIR algorithms 2 to 5): for each element a mask x with its wrap
 * alpha, the bits of x modulo 67, a random bit beta in both forms, m != 0, and the masks of the
 * product tree with their products. Planes: element i of plane k lies at k * count + i.
 *
 * <p>Corrections per element, all to the second server: 1 bit (alpha) and 131 residues of 7 bits
 * (32 x[t], 1 - 2 beta, 32 (1 - 2 beta) x[t], m, m (1 - 2 beta), 16 times ab, ac, bc, abc): 918
 * bits.
 */
final class SignCorrelation implements Correlation {
  private static final Planes PLANES = Planes.get();

  static final String KIND = "threemul.sign";

  /** Residues that cost a correction, per element. */
  static final int DERIVED_RESIDUES = 2 * ProductTree.BITS + 3 + 4 * ProductTree.allTriples();

  /** Words from here on would favour small m. */
  private static final long UNBIASED = (1L << 32) / (Z67.P - 1) * (Z67.P - 1);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
    if (request.params().length != 0) {
      throw refused(request);
    }
    write(checkedCount(request), out);
  }

  /** The count of a request that is no larger than a block, so that nobody can fill the memory. */
  static int checkedCount(DealerRequest request) {
    if (request.count() < 1 || request.count() > ThreeMulCompare.BLOCK) {
      throw refused(request);
    }
    return request.count();
  }

  static LensException refused(DealerRequest request) {
    return LensException.protocol(
        "bad-request", request + " asks for a block that the dealer does not make");
  }

  static void write(int n, MaterialWriter out) {
    int[] x = new int[n];
    int[] second = new int[n];
    out.random(x, second);
    out.derivedBits(Bits.pack(n, i -> Bits.carry(x[i], second[i])));
    for (int i = 0; i < n; i++) {
      x[i] += second[i];
    }
    long[] beta = new long[(n + 63) >>> 6];
    out.randomBits(beta);
    writeBitComparison(x, beta, out);
  }

  /** What SecBitCmp needs for masks {@code x} and bits {@code beta}. */
  static void writeBitComparison(int[] x, long[] beta, MaterialWriter out) {
    int n = x.length;
    byte[] sign = new byte[n];
    for (int i = 0; i < n; i++) {
      sign[i] = (byte) (Bits.get(beta, i) == 0 ? 1 : Z67.P - 1);
    }
    byte[] bytes = Planes.bytesOf(x);
    byte[] ones = new byte[n];
    Arrays.fill(ones, (byte) 1);
    writeBits(bytes, ones, out);
    out.derivedMod(sign.clone(), Z67.P);
    writeBits(bytes, sign, out);
    byte[] m = nonZero(n, out);
    byte[] signed = new byte[n];
    PLANES.multiply(m, 0, sign, 0, signed, 0, n);
    out.derivedMod(m, Z67.P);
    out.derivedMod(signed, Z67.P);
    for (int k = ProductTree.FACTORS; k > 1; k = ProductTree.next(k)) {
      writeTriples(ProductTree.triples(k), n, out);
    }
  }

  /** Planes of {@code factor * x[t]}, t = 0 .. 31. */
  private static void writeBits(byte[] x, byte[] factor, MaterialWriter out) {
    int n = factor.length;
    byte[] planes = new byte[ProductTree.BITS * n];
    for (int t = 0; t < ProductTree.BITS; t++) {
      PLANES.bitTimes(x, t, factor, planes, t * n);
    }
    out.derivedMod(planes, Z67.P);
  }

  private static void writeTriples(int triples, int n, MaterialWriter out) {
    byte[] masks = new byte[3 * triples * n];
    out.randomMod(masks, Z67.P);
    byte[] products = new byte[4 * triples * n];
    for (int j = 0; j < triples; j++) {
      int a = 3 * j * n;
      int ab = 4 * j * n;
      PLANES.multiply(masks, a, masks, a + n, products, ab, n);
      PLANES.multiply(masks, a, masks, a + 2 * n, products, ab + n, n);
      PLANES.multiply(masks, a + n, masks, a + 2 * n, products, ab + 2 * n, n);
      PLANES.multiply(products, ab, masks, a + 2 * n, products, ab + 3 * n, n);
    }
    out.derivedMod(products, Z67.P);
  }

  /** Uniform in 1 .. 66. */
  private static byte[] nonZero(int n, MaterialWriter out) {
    int[] words = new int[n];
    out.secret(words);
    byte[] m = new byte[n];
    int[] again = new int[1];
    for (int i = 0; i < n; i++) {
      long w = words[i] & 0xffff_ffffL;
      while (w >= UNBIASED) {
        out.secret(again);
        w = again[0] & 0xffff_ffffL;
      }
      m[i] = (byte) (1 + w % (Z67.P - 1));
    }
    return m;
  }
}
