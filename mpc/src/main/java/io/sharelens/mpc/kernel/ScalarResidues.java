package io.sharelens.mpc.kernel;

import static io.sharelens.mpc.kernel.Z67.P;
import static io.sharelens.mpc.kernel.Z67.reduce;
import static io.sharelens.mpc.kernel.Z67.up;

/** Number by number, without branches: where there is no Vector API, and what it leaves over. */
public class ScalarResidues implements ResiduePlanes {
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
  public void crossTerms(
      byte[] x0,
      byte[] x1,
      int xAt,
      byte[] y0,
      byte[] y1,
      int yAt,
      byte[] plus,
      byte[] minus,
      byte[] out) {
    crossTerms(x0, x1, xAt, y0, y1, yAt, plus, minus, out, 0);
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

  static void crossTerms(
      byte[] x0,
      byte[] x1,
      int xAt,
      byte[] y0,
      byte[] y1,
      int yAt,
      byte[] plus,
      byte[] minus,
      byte[] out,
      int from) {
    for (int i = from; i < out.length; i++) {
      int product = x0[xAt + i] * (y0[yAt + i] + y1[yAt + i]) + x1[xAt + i] * y0[yAt + i];
      out[i] = (byte) reduce(product + plus[i] + P - minus[i]);
    }
  }
}
