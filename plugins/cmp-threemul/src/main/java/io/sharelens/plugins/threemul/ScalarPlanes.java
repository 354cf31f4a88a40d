package io.sharelens.plugins.threemul;

import static io.sharelens.plugins.threemul.Z67.P;
import static io.sharelens.plugins.threemul.Z67.reduce;
import static io.sharelens.plugins.threemul.Z67.up;

/** Number by number, without branches: where there is no Vector API, and what it leaves over. */
final class ScalarPlanes implements Planes {
  @Override
  public void subtract(byte[] a, byte[] b, byte[] out) {
    subtract(a, b, out, 0);
  }

  @Override
  public void add(byte[] a, byte[] b) {
    add(a, b, 0);
  }

  @Override
  public void multiply(byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int n) {
    multiply(a, aAt, b, bAt, out, outAt, 0, n);
  }

  @Override
  public void multiplyAdd(
      byte[] a, int aAt, byte[] b, int bAt, byte[] c, int cAt, byte[] out, int outAt, int n) {
    multiplyAdd(a, aAt, b, bAt, c, cAt, out, outAt, 0, n);
  }

  @Override
  public void bitTimes(byte[] x, int t, byte[] factor, byte[] out, int outAt) {
    bitTimes(x, t, factor, out, outAt, 0);
  }

  @Override
  public void factor(
      byte[] r, int t, int one, byte[] s, byte[] x, byte[] sx, byte[] w, byte[] c, int at) {
    factor(r, t, one, s, x, sx, w, c, at, 0);
  }

  static void subtract(byte[] a, byte[] b, byte[] out, int from) {
    for (int i = from; i < out.length; i++) {
      out[i] = (byte) up(a[i] - b[i]);
    }
  }

  static void add(byte[] a, byte[] b, int from) {
    for (int i = from; i < a.length; i++) {
      a[i] = (byte) up(a[i] + b[i] - P);
    }
  }

  static void multiply(
      byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int from, int n) {
    for (int i = from; i < n; i++) {
      out[outAt + i] = (byte) reduce(a[aAt + i] * b[bAt + i]);
    }
  }

  static void multiplyAdd(
      byte[] a,
      int aAt,
      byte[] b,
      int bAt,
      byte[] c,
      int cAt,
      byte[] out,
      int outAt,
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      out[outAt + i] = (byte) reduce(a[aAt + i] * b[bAt + i] + c[cAt + i]);
    }
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
