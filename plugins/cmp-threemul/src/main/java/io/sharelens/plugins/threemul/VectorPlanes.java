package io.sharelens.plugins.threemul;

import static io.sharelens.plugins.threemul.Z67.P;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarPlanes} with the Vector API: sums in lanes of 8 bits; products in lanes of 16, the
 * even and the odd bytes of a vector apart, so that nothing is widened or narrowed.
 *
 * <p>Reduction in 16 bits needs no division: {@code v - 67 (v >>> 6)} is congruent to v and lies in
 * {@code -3 (v >>> 6) .. 63}; a multiple of 67 makes it positive again for a second step.
 *
 * <p>The methods are small on purpose: the compiler inlines some hundred vector operations and then
 * gives up, and what it does not inline is slower than one number at a time.
 */
final class VectorPlanes implements Planes {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES = BYTES.length();

  @Override
  public void subtract(byte[] a, byte[] b, byte[] out) {
    int i = 0;
    for (; i < BYTES.loopBound(out.length); i += LANES) {
      up(load(a, i).sub(load(b, i))).intoArray(out, i);
    }
    ScalarPlanes.subtract(a, b, out, i);
  }

  @Override
  public void add(byte[] a, byte[] b) {
    int i = 0;
    for (; i < BYTES.loopBound(a.length); i += LANES) {
      up(load(a, i).sub((byte) P).add(load(b, i))).intoArray(a, i);
    }
    ScalarPlanes.add(a, b, i);
  }

  @Override
  public void multiply(byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int n) {
    int i = 0;
    for (; i < BYTES.loopBound(n); i += LANES) {
      ShortVector x = load(a, aAt + i).reinterpretAsShorts();
      ShortVector y = load(b, bAt + i).reinterpretAsShorts();
      ShortVector even = up(reduce(even(x).mul(even(y))));
      ShortVector odd = up(reduce(odd(x).mul(odd(y))));
      join(even, odd).intoArray(out, outAt + i);
    }
    ScalarPlanes.multiply(a, aAt, b, bAt, out, outAt, i, n);
  }

  @Override
  public void multiplyAdd(
      byte[] a, int aAt, byte[] b, int bAt, byte[] c, int cAt, byte[] out, int outAt, int n) {
    int i = 0;
    for (; i < BYTES.loopBound(n); i += LANES) {
      ShortVector x = load(a, aAt + i).reinterpretAsShorts();
      ShortVector y = load(b, bAt + i).reinterpretAsShorts();
      ShortVector z = load(c, cAt + i).reinterpretAsShorts();
      ShortVector even = up(reduce(even(x).mul(even(y)).add(even(z))));
      ShortVector odd = up(reduce(odd(x).mul(odd(y)).add(odd(z))));
      join(even, odd).intoArray(out, outAt + i);
    }
    ScalarPlanes.multiplyAdd(a, aAt, b, bAt, c, cAt, out, outAt, i, n);
  }

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

  /** Congruent to v, which is at most 4,422, in -15..63. */
  private static ShortVector reduce(ShortVector v) {
    return fold(fold(v).add((short) (4 * P)));
  }

  private static ShortVector fold(ShortVector v) {
    return v.sub(v.lanewise(VectorOperators.LSHR, 6).mul((short) P));
  }

  /** Adds 67 to what is negative. */
  private static ShortVector up(ShortVector v) {
    return v.add(v.lanewise(VectorOperators.ASHR, 15).and((short) P));
  }

  /** Adds 67 to what is negative, in -67..66. */
  private static ByteVector up(ByteVector v) {
    // As unsigned numbers, v + 67 is the smaller one exactly where v is negative.
    return v.lanewise(VectorOperators.UMIN, v.add((byte) P));
  }

  /** All ones where the bit is 1. */
  private static ByteVector bitMask(byte[] plane, int at, int bit) {
    return words(plane, at)
        .lanewise(VectorOperators.LSHR, bit)
        .and((short) 0x0101)
        .reinterpretAsBytes()
        .neg();
  }

  private static ByteVector load(byte[] from, int at) {
    return ByteVector.fromArray(BYTES, from, at);
  }

  private static ShortVector words(byte[] from, int at) {
    return load(from, at).reinterpretAsShorts();
  }

  private static ShortVector even(ShortVector v) {
    return v.and((short) 0xff);
  }

  private static ShortVector odd(ShortVector v) {
    return v.lanewise(VectorOperators.LSHR, 8);
  }

  private static ByteVector join(ShortVector even, ShortVector odd) {
    return even.or(odd.lanewise(VectorOperators.LSHL, 8)).reinterpretAsBytes();
  }
}
