package io.sharelens.plugins.falcon;

import static io.sharelens.mpc.kernel.Z67.P;
import static io.sharelens.mpc.kernel.Z67.up;

/** Number by number: where there is no Vector API, and what it leaves over. */
final class ScalarComparePlanes implements ComparePlanes {
  @Override
  public void signed(
      byte[] mask,
      byte[] a,
      int aAt,
      byte[] h,
      int hAt,
      byte[] w,
      int wAt,
      int constant,
      byte[] out,
      int outAt) {
    signed(mask, a, aAt, h, hAt, w, wAt, constant, out, outAt, 0);
  }

  @Override
  public void accumulate(byte[] mask, byte[] a, int aAt, byte[] w) {
    accumulate(mask, a, aAt, w, 0);
  }

  static void signed(
      byte[] mask,
      byte[] a,
      int aAt,
      byte[] h,
      int hAt,
      byte[] w,
      int wAt,
      int constant,
      byte[] out,
      int outAt,
      int from) {
    for (int i = from; i < mask.length; i++) {
      int less = (h[hAt + i] ^ mask[i]) - mask[i] + (mask[i] & P); // h, or 67 - h
      int sum = up(a[aAt + i] - less);
      out[outAt + i] = (byte) up(up(sum + w[wAt + i] - P) + constant - P);
    }
  }

  static void accumulate(byte[] mask, byte[] a, int aAt, byte[] w, int from) {
    for (int i = from; i < mask.length; i++) {
      int not = ~mask[i];
      int more = (a[aAt + i] ^ not) - not + (not & P); // a, or 67 - a
      w[i] = (byte) up(w[i] + more - P);
    }
  }
}
