package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.MaterialWriter;

/**
 * Faithful truncation with a dealer, its opening carried by another protocol's round: with r = a +
 * 2^30 + x public, x known to the dealer, {@code a >> f = (r >> f) - (x >> f) + (1 - MSB(r)) MSB(x)
 * 2^(32-f) - 2^(30-f)}, exact or one too large, for |a| &lt; 2^30. Opens 32 bits a party;
 * corrections of 64 bits (x &gt;&gt; f, and MSB(x) 2^(32-f)).
 */
final class Truncation {
  /** Most bits that can be cut off. */
  static final int MAX_BITS = 30;

  private static final int OFFSET = 1 << 30;

  private final int one;
  private final int bits;
  private final int[] mask;
  private final int[] high;
  private final int[] wrap;

  /**
   * Reads a block's material.
   *
   * @param one 1 at the party that adds public terms, 0 at the other
   */
  Truncation(MaterialReader in, int n, int bits, int one) {
    this.one = one;
    this.bits = bits;
    mask = new int[n];
    high = new int[n];
    wrap = new int[n];
    in.random(mask);
    in.derived(high);
    in.derived(wrap);
  }

  static void deal(int n, int bits, MaterialWriter out) {
    int[] x = new int[n];
    out.random(x);
    int[] high = new int[n];
    int[] wrap = new int[n];
    for (int i = 0; i < n; i++) {
      high[i] = x[i] >>> bits;
      wrap[i] = (x[i] >>> 31) << (32 - bits);
    }
    out.derived(high);
    out.derived(wrap);
  }

  /** This party's shares of r, to be opened. */
  int[] masked(int[] a) {
    int[] r = new int[a.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = a[i] + mask[i] + one * OFFSET;
    }
    return r;
  }

  /** This party's shares of a &gt;&gt; f, from the opened r. */
  int[] finish(int[] r) {
    int[] out = new int[r.length];
    for (int i = 0; i < r.length; i++) {
      int known = (r[i] >>> bits) - (OFFSET >>> bits);
      out[i] = one * known - high[i] + (1 - (r[i] >>> 31)) * wrap[i];
    }
    return out;
  }
}
