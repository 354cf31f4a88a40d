package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import java.util.List;

/** The dealer's half of what {@code TwoServerArithmetic} asks for. */
public final class BaseCorrelations {
  /** Elements dealt at a time; both halves use the same number. */
  public static final int BLOCK = 1 << 13;

  public static final String TRIPLE = "triple";
  public static final String MATMUL = "matmul";
  public static final String TRUNCATE = "truncate";
  public static final String SELECT = "select";
  public static final String BIT = "bit";

  private BaseCorrelations() {}

  /** All base kinds. */
  public static List<Correlation> all() {
    return List.of(
        named(TRIPLE, (r, out, rows) -> blocks(r.count(), n -> triple(n, out))),
        named(MATMUL, (r, out, rows) -> matmul(r, out)),
        named(TRUNCATE, (r, out, rows) -> blocks(r.count(), n -> truncate(r, n, out))),
        named(SELECT, (r, out, rows) -> blocks(r.count(), n -> select(n, out))),
        named(BIT, (r, out, rows) -> blocks(r.count(), n -> bit(n, out))),
        new ShuffleCorrelation(),
        new RowMaskCorrelation(),
        new RowDotCorrelation(),
        new ConvCorrelation());
  }

  /** a, b random, c = a * b. */
  private static void triple(int n, MaterialWriter out) {
    int[] a = new int[n];
    int[] b = new int[n];
    out.random(a);
    out.random(b);
    for (int i = 0; i < n; i++) {
      a[i] *= b[i];
    }
    out.derived(a);
  }

  /** A [m, k], B [n, k] random, C = A * B^T [m, n]; params m, k, n. */
  private static void matmul(DealerRequest r, MaterialWriter out) {
    int m = Math.toIntExact(param(r, 0, 1));
    int k = Math.toIntExact(param(r, 1, 1));
    int n = Math.toIntExact(param(r, 2, 1));
    int[] a = new int[Math.multiplyExact(m, k)];
    int[] b = new int[Math.multiplyExact(n, k)];
    out.random(a);
    out.random(b);
    out.derived(KernelProvider.get().matmulTransposed(a, b, m, k, n));
  }

  /** x random, x >>> f, MSB(x) * 2^(32-f); params f. */
  private static void truncate(DealerRequest r, int n, MaterialWriter out) {
    int f = Math.toIntExact(param(r, 0, 1));
    if (f > 30) {
      throw LensException.protocol("bad-dealer-request", "cannot truncate by " + f + " bits");
    }
    int[] x = new int[n];
    int[] m = new int[n];
    out.random(x);
    for (int i = 0; i < n; i++) {
      m[i] = (x[i] >>> 31) << (32 - f);
      x[i] >>>= f;
    }
    out.derived(x);
    out.derived(m);
  }

  /** Bit c and ring word a random, c as a ring word, c * a. */
  private static void select(int n, MaterialWriter out) {
    long[] bits = new long[(n + 63) >>> 6];
    int[] a = new int[n];
    out.randomBits(bits);
    out.random(a);
    int[] c = unpack(bits, n);
    out.derived(c);
    for (int i = 0; i < n; i++) {
      a[i] *= c[i];
    }
    out.derived(a);
  }

  /** Bit c random, c as a ring word. */
  private static void bit(int n, MaterialWriter out) {
    long[] bits = new long[(n + 63) >>> 6];
    out.randomBits(bits);
    out.derived(unpack(bits, n));
  }

  private static int[] unpack(long[] bits, int n) {
    int[] c = new int[n];
    for (int i = 0; i < n; i++) {
      c[i] = (int) (bits[i >> 6] >>> (i & 63)) & 1;
    }
    return c;
  }

  static long param(DealerRequest r, int i, long min) {
    if (i >= r.params().length || r.params()[i] < min) {
      throw LensException.protocol("bad-dealer-request", "bad parameters of " + r);
    }
    return r.params()[i];
  }

  /** Calls {@code body} with the length of each block. */
  static void blocks(int count, java.util.function.IntConsumer body) {
    for (int done = 0; done < count; done += BLOCK) {
      body.accept(Math.min(BLOCK, count - done));
    }
  }

  private static Correlation named(String kind, Dealing dealing) {
    return new Correlation() {
      @Override
      public String kind() {
        return kind;
      }

      @Override
      public void deal(DealerRequest request, MaterialWriter out, MaskRows rows) {
        dealing.deal(request, out, rows);
      }
    };
  }

  @FunctionalInterface
  private interface Dealing {
    void deal(DealerRequest request, MaterialWriter out, MaskRows rows);
  }
}
