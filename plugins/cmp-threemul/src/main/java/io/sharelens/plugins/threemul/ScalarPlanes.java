package io.sharelens.plugins.threemul;

import static io.sharelens.mpc.kernel.Z67.P;
import static io.sharelens.mpc.kernel.Z67.up;

import io.sharelens.mpc.kernel.ScalarResidues;

/** Number by number, without branches: where there is no Vector API, and what it leaves over. */
final class ScalarPlanes extends ScalarResidues implements Planes {
  @Override
  public void bitTimes(byte[] x, int t, byte[] factor, byte[] out, int outAt) {
    bitTimes(x, t, factor, out, outAt, 0);
  }

  @Override
  public void factor(
      byte[] r, int t, int one, byte[] s, byte[] x, byte[] sx, byte[] w, byte[] c, int at) {
    factor(r, t, one, s, x, sx, w, c, at, 0);
  }

  static void bitTimes(byte[] x, int t, byte[] factor, byte[] out, int outAt, int from) {
    int n = factor.length;
    int plane = (t >>> 3) * n;
    for (int i = from; i < n; i++) {
      out[outAt + i] = (byte) (factor[i] & -(x[plane + i] >>> (t & 7) & 1));
    }
  }

  static void factor(
      byte[] r,
      int t,
      int one,
      byte[] s,
      byte[] x,
      byte[] sx,
      byte[] w,
      byte[] c,
      int at,
      int from) {
    int plane = (t >>> 3) * w.length;
    for (int i = from; i < w.length; i++) {
      int bit = r[plane + i] >>> (t & 7) & 1;
      // c = (1 - 2 beta)(x - r) + 1 + W lies in -66..133.
      c[at + i] = (byte) up(up(sx[at + i] - s[i] * bit + w[i] + one - P));
      // W + (x xor r) with x xor r = x + r (1 - 2x): in -66..132.
      w[i] = (byte) up(up(w[i] + x[at + i] + bit * (one - 2 * x[at + i]) - P));
    }
  }
}
