package io.sharelens.plugins.threemul;

import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.MaterialWriter;

/**
 * Secret selection SS between a value and 0 (FLSIR algorithm 1) in one round instead of two: the
 * dealer knows the bit c that hides the selector b and the mask u that hides the value v, hence
 * shares c, u and cu; with e = b xor c and g = v - u public, {@code c v = g c + c u}, and b v is c
 * v or v - c v as e says. Opens 33 bits a party; corrections of 64 bits (c as a ring element, cu).
 */
final class Selection {
  private Selection() {}

  static void deal(int n, MaterialWriter out) {
    long[] bits = new long[(n + 63) >>> 6];
    out.randomBits(bits);
    int[] u = new int[n];
    out.random(u);
    int[] c = new int[n];
    int[] cu = new int[n];
    for (int i = 0; i < n; i++) {
      c[i] = Bits.get(bits, i);
      cu[i] = c[i] * u[i];
    }
    out.derived(c);
    out.derived(cu);
  }

  /**
   * Shares of {@code value} where the selector is 1, of 0 where it is 0.
   *
   * @param selector shares of b; used up
   */
  static void run(MaterialReader in, Wire wire, long[] selector, int[] value, int[] out, int from) {
    int n = value.length;
    long[] bits = new long[selector.length];
    int[] u = new int[n];
    int[] c = new int[n];
    int[] cu = new int[n];
    in.randomBits(bits);
    in.random(u);
    in.derived(c);
    in.derived(cu);
    for (int w = 0; w < bits.length; w++) {
      selector[w] ^= bits[w];
    }
    for (int i = 0; i < n; i++) {
      u[i] = value[i] - u[i];
    }
    wire.wordsAndBits(u, selector);
    for (int i = 0; i < n; i++) {
      int product = u[i] * c[i] + cu[i];
      int flipped = -Bits.get(selector, i); // all ones where e = 1
      out[from + i] = (product ^ flipped) - flipped + (value[i] & flipped);
    }
  }
}
