package io.sharelens.testkit;

import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;

/** Comparisons in the clear, with the ranges that {@link ComparisonProtocol} declares checked. */
public final class ClearComparison implements ComparisonProtocol {
  private final ClearArithmetic arithmetic;

  ClearComparison(ClearArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    arithmetic.step("negative", a.shape());
    int[] v = ClearTensor.of(a);
    boolean[] bits = new boolean[v.length];
    for (int i = 0; i < v.length; i++) {
      bits[i] = v[i] < 0;
    }
    return new ClearTensor.Bits(bits);
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    long step = arithmetic.step("relu " + bits, a.shape());
    int[] v = ClearTensor.of(a);
    int[] out = new int[v.length];
    for (int i = 0; i < v.length; i++) {
      arithmetic.checkRange(v[i], "relu");
      out[i] = Math.max(v[i], 0);
    }
    return new ClearTensor(a.shape(), arithmetic.shifted(out, bits, step));
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    arithmetic.step("max", a.shape());
    int[] x = ClearTensor.of(a);
    int[] y = ClearTensor.of(b);
    int[] out = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      arithmetic.check(Math.abs((long) x[i] - y[i]) < 1L << 31, "max");
      out[i] = x[i] - y[i] < 0 ? y[i] : x[i]; // by the wrapped difference, as real protocols do
    }
    return new ClearTensor(a.shape(), out);
  }
}
