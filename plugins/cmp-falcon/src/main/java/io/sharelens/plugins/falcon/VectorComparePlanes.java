package io.sharelens.plugins.falcon;

import static io.sharelens.mpc.kernel.Z67.P;

import io.sharelens.mpc.kernel.VectorResidues;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarComparePlanes} with the Vector API. */
final class VectorComparePlanes extends VectorResidues implements ComparePlanes {
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
    byte less = (byte) (constant - P);
    int i = 0;
    for (; i < BYTES.loopBound(mask.length); i += LANES) {
      ByteVector minus = either(load(h, hAt + i), load(mask, i));
      ByteVector sum = up(load(a, aAt + i).sub(minus));
      sum = up(sum.add(load(w, wAt + i).sub((byte) P)));
      up(sum.add(less)).intoArray(out, outAt + i);
    }
    ScalarComparePlanes.signed(mask, a, aAt, h, hAt, w, wAt, constant, out, outAt, i);
  }

  @Override
  public void accumulate(byte[] mask, byte[] a, int aAt, byte[] w) {
    int i = 0;
    for (; i < BYTES.loopBound(mask.length); i += LANES) {
      ByteVector plus = either(load(a, aAt + i), load(mask, i).not());
      up(load(w, i).add(plus.sub((byte) P))).intoArray(w, i);
    }
    ScalarComparePlanes.accumulate(mask, a, aAt, w, i);
  }

  /** The number where the mask is 0, 67 less it where the mask is all ones. */
  private static ByteVector either(ByteVector number, ByteVector mask) {
    return number.lanewise(VectorOperators.XOR, mask).sub(mask).add(mask.and((byte) P));
  }
}
