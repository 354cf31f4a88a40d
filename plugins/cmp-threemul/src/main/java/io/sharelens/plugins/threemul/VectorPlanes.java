package io.sharelens.plugins.threemul;

import static io.sharelens.mpc.kernel.Z67.P;

import io.sharelens.mpc.kernel.VectorResidues;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarPlanes} with the Vector API, in small methods as {@link VectorResidues} says. */
final class VectorPlanes extends VectorResidues implements Planes {
  @Override
  public void bitTimes(byte[] x, int t, byte[] factor, byte[] out, int outAt) {
    int plane = (t >>> 3) * factor.length;
    int i = 0;
    for (; i < BYTES.loopBound(factor.length); i += LANES) {
      load(factor, i).and(bitMask(x, plane + i, t & 7)).intoArray(out, outAt + i);
    }
    ScalarPlanes.bitTimes(x, t, factor, out, outAt, i);
  }

  @Override
  public void factor(
      byte[] r, int t, int one, byte[] s, byte[] x, byte[] sx, byte[] w, byte[] c, int at) {
    int plane = (t >>> 3) * w.length;
    byte less = (byte) (one - P);
    int i = 0;
    for (; i < BYTES.loopBound(w.length); i += LANES) {
      ByteVector bit = bitMask(r, plane + i, t & 7);
      ByteVector sum = load(w, i);
      ByteVector difference = up(load(sx, at + i).sub(load(s, i).and(bit)));
      up(difference.add(sum.add(less))).intoArray(c, at + i);
      // x xor r is x where r is 0, 1 - x where it is 1.
      ByteVector xor =
          up(load(x, at + i).lanewise(VectorOperators.XOR, bit).sub(bit).add(bit.and((byte) one)));
      up(xor.add(sum.sub((byte) P))).intoArray(w, i);
    }
    ScalarPlanes.factor(r, t, one, s, x, sx, w, c, at, i);
  }

  /** All ones where the bit is 1. */
  private static ByteVector bitMask(byte[] plane, int at, int bit) {
    return words(plane, at)
        .lanewise(VectorOperators.LSHR, bit)
        .and((short) 0x0101)
        .reinterpretAsBytes()
        .neg();
  }

  private static ShortVector words(byte[] from, int at) {
    return load(from, at).reinterpretAsShorts();
  }
}
