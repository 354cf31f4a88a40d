package io.sharelens.mpc.ring;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;

/**
 * Wire form of numbers of k bits, 0 to 32: 32 numbers in k words. Of n numbers, L = ceil(n / 32) by
 * 32 are packed: number {@code e L + l} is bits {@code e k} to {@code e k + k - 1} of lane l, whose
 * word w is word {@code w L + l} on the wire. So all loops run over lanes side by side.
 */
public final class NarrowWords {
  private static final int PER_LANE = 32;

  private NarrowWords() {}

  /** Bytes that {@code n} numbers of {@code bits} bits take. */
  public static int bytes(int n, int bits) {
    return Math.multiplyExact(lanes(n), bits * Integer.BYTES);
  }

  /** Length of the arrays that hold {@code n} numbers here: the next multiple of 32. */
  public static int padded(int n) {
    return PER_LANE * lanes(n);
  }

  private static int lanes(int n) {
    return (n + PER_LANE - 1) >>> 5;
  }

  /**
   * Writes the low {@code bits} bits of {@code n} numbers at the position of {@code out}.
   *
   * @param v at least {@link #padded} words; those beyond n are written too
   */
  public static void pack(int[] v, int n, int bits, ByteBuffer out) {
    check(v, n, bits);
    int lanes = lanes(n);
    int[] z = new int[bits * lanes];
    int mask = mask(bits);
    for (int e = 0; e < PER_LANE && bits > 0; e++) {
      int shift = e * bits & 31;
      int from = e * lanes;
      int to = (e * bits >>> 5) * lanes;
      for (int l = 0; l < lanes; l++) {
        z[to + l] |= (v[from + l] & mask) << shift;
      }
      if (shift + bits > Integer.SIZE) {
        int high = Integer.SIZE - shift;
        for (int l = 0; l < lanes; l++) {
          z[to + lanes + l] = (v[from + l] & mask) >>> high;
        }
      }
    }
    Words.put(out, z, 0, z.length);
  }

  /**
   * Reads what {@link #pack} wrote from the position of {@code in}.
   *
   * @param v filled with {@link #padded} numbers
   */
  public static void unpack(ByteBuffer in, int[] v, int n, int bits) {
    check(v, n, bits);
    int lanes = lanes(n);
    int[] z = new int[bits * lanes];
    Words.get(in, z);
    int mask = mask(bits);
    for (int e = 0; e < PER_LANE && bits > 0; e++) {
      int shift = e * bits & 31;
      int to = e * lanes;
      int from = (e * bits >>> 5) * lanes;
      if (shift + bits > Integer.SIZE) {
        int high = Integer.SIZE - shift;
        for (int l = 0; l < lanes; l++) {
          v[to + l] = (z[from + l] >>> shift | z[from + lanes + l] << high) & mask;
        }
      } else {
        for (int l = 0; l < lanes; l++) {
          v[to + l] = z[from + l] >>> shift & mask;
        }
      }
    }
  }

  private static int mask(int bits) {
    return (int) ((1L << bits) - 1);
  }

  private static void check(int[] v, int n, int bits) {
    if (bits < 0 || bits > Integer.SIZE || v.length < padded(n)) {
      throw LensException.internal(
          "bad-shape", n + " numbers of " + bits + " bits in " + v.length + " words");
    }
  }
}
