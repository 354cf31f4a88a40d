package io.sharelens.plugins.falcon;

import static io.sharelens.mpc.kernel.Z67.P;

import io.sharelens.mpc.kernel.ResiduePlanes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What a party knows of the products in {@link SignMaterial}: signs of bits, and factors of m. */
final class Factors implements ResiduePair.Factors {
  /** 1/2 modulo 67. */
  private static final int HALF = 34;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  private final int k;
  private final Plane[] bits;
  private final Plane flip;
  private final byte[] own;
  private final byte[] next;
  private final ResiduePlanes arithmetic = ResiduePlanes.get();

  /**
   * @param bits of x
   * @param flip beta
   * @param own this party's own part of m, {@code next} its next
   */
  Factors(int k, Plane[] bits, Plane flip, byte[] own, byte[] next) {
    this.k = k;
    this.bits = bits;
    this.flip = flip;
    this.own = own;
    this.next = next;
  }

  /** Which bit of x is in a plane's product; -1 for none. */
  private int bit(int plane) {
    if (plane < k - 1) {
      return plane;
    }
    return plane < 2 * k - 3 ? plane - (k - 1) : plane == 2 * k ? k - 2 : -1;
  }

  private boolean flips(int plane) {
    return plane >= k - 1 && plane != 2 * k - 2;
  }

  private boolean hasFactor(int plane) {
    return plane >= 2 * k - 2;
  }

  @Override
  public void held(int plane, byte[] u, int at) {
    int n = own.length;
    if (!hasFactor(plane)) {
      expand(sign(plane, bits(plane, Part.BOTH), flip.known()), HALF, P - 2 * HALF, u, at);
      return;
    }
    byte[] m = new byte[n];
    arithmetic.multiply(own, 0, next, 0, m, 0, n);
    if (plane == 2 * k - 2) {
      System.arraycopy(m, 0, u, at, n);
      return;
    }
    byte[] sign = new byte[n];
    expand(sign(plane, bits(plane, Part.BOTH), flip.known()), HALF, P - 2 * HALF, sign, 0);
    arithmetic.multiply(m, 0, sign, 0, u, at, n);
  }

  @Override
  public void common(int plane, boolean mine, byte[] v, int at) {
    Part part = mine ? Part.OWN : Part.NEXT;
    int n = own.length;
    byte[] m = mine ? own : next;
    if (plane == 2 * k - 2) {
      System.arraycopy(m, 0, v, at, n);
      return;
    }
    byte[] sign = new byte[n];
    expand(sign(plane, bits(plane, part), mine ? flip.own() : flip.next()), 1, P - 2, sign, 0);
    if (hasFactor(plane)) {
      arithmetic.multiply(m, 0, sign, 0, v, at, n);
    } else {
      System.arraycopy(sign, 0, v, at, n);
    }
  }

  private enum Part {
    OWN,
    NEXT,
    BOTH
  }

  private long[] bits(int plane, Part part) {
    int t = bit(plane);
    if (t < 0) {
      return new long[flip.own().length];
    }
    return switch (part) {
      case OWN -> bits[t].own();
      case NEXT -> bits[t].next();
      case BOTH -> bits[t].known();
    };
  }

  private long[] sign(int plane, long[] bits, long[] flips) {
    return flips(plane) ? Plane.xor(bits, flips) : bits;
  }

  /** {@code base + bit * step} for each bit, as bytes. */
  static void expand(long[] bits, int base, int step, byte[] out, int at) {
    for (int w = 0; w < bits.length; w++) {
      for (int b = 0; b < 8; b++) {
        long each = Long.expand(bits[w] >>> 8 * b & 0xff, EACH);
        LONG.set(out, at + 64 * w + 8 * b, EACH * base + each * step);
      }
    }
  }
}
