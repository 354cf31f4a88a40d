package io.sharelens.mpc.kernel;

import static io.sharelens.mpc.kernel.Z67.P;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarResidues} with the Vector API: sums in lanes of 8 bits; products in lanes of 16, the
 * even and the odd bytes of a vector apart, so that nothing is widened or narrowed.
 *
 * <p>Reduction in 16 bits needs no division: {@code v - 67 (v >>> 6)} is congruent to v and lies in
 * {@code -3 (v >>> 6) .. 63}; a multiple of 67 makes it positive again for a second step.
 *
 * <p>The methods are small on purpose: the compiler inlines some hundred vector operations and then
 * gives up, and what it does not inline is slower than one number at a time.
 */
public class VectorResidues implements ResiduePlanes {
  protected static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  protected static final int LANES = BYTES.length();

  @Override
  public void subtract(byte[] a, byte[] b, byte[] out) {
    int i = 0;
    for (; i < BYTES.loopBound(out.length); i += LANES) {
      up(load(a, i).sub(load(b, i))).intoArray(out, i);
    }
    ScalarResidues.subtract(a, b, out, i);
  }

  @Override
  public void add(byte[] a, byte[] b) {
    int i = 0;
    for (; i < BYTES.loopBound(a.length); i += LANES) {
      up(load(a, i).sub((byte) P).add(load(b, i))).intoArray(a, i);
    }
    ScalarResidues.add(a, b, i);
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
    ScalarResidues.multiply(a, aAt, b, bAt, out, outAt, i, n);
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
    ScalarResidues.multiplyAdd(a, aAt, b, bAt, c, cAt, out, outAt, i, n);
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
    int i = 0;
    for (; i < BYTES.loopBound(out.length); i += LANES) {
      ByteVector y = load(y0, yAt + i);
      ShortVector first = y.reinterpretAsShorts();
      ShortVector both = y.add(load(y1, yAt + i)).reinterpretAsShorts(); // at most 132, unsigned
      ShortVector x = load(x0, xAt + i).reinterpretAsShorts();
      ShortVector z = load(x1, xAt + i).reinterpretAsShorts();
      ShortVector zero =
          load(plus, i).add((byte) P).sub(load(minus, i)).reinterpretAsShorts(); // 1..133
      ShortVector even = even(x).mul(even(both)).add(even(z).mul(even(first))).add(even(zero));
      ShortVector odd = odd(x).mul(odd(both)).add(odd(z).mul(odd(first))).add(odd(zero));
      join(up(reduceMore(even)), up(reduceMore(odd))).intoArray(out, i);
    }
    ScalarResidues.crossTerms(x0, x1, xAt, y0, y1, yAt, plus, minus, out, i);
  }

  /** Congruent to v, which is at most 4,422, in -15..63. */
  private static ShortVector reduce(ShortVector v) {
    return fold(fold(v).add((short) (4 * P)));
  }

  /** Congruent to v, which is at most 13,266, in -33..63. */
  private static ShortVector reduceMore(ShortVector v) {
    return fold(fold(v).add((short) (10 * P)));
  }

  private static ShortVector fold(ShortVector v) {
    return v.sub(v.lanewise(VectorOperators.LSHR, 6).mul((short) P));
  }

  /** Adds 67 to what is negative. */
  private static ShortVector up(ShortVector v) {
    return v.add(v.lanewise(VectorOperators.ASHR, 15).and((short) P));
  }

  /** Adds 67 to what is negative, in -67..66. */
  protected static ByteVector up(ByteVector v) {
    // As unsigned numbers, v + 67 is the smaller one exactly where v is negative.
    return v.lanewise(VectorOperators.UMIN, v.add((byte) P));
  }

  protected static ByteVector load(byte[] from, int at) {
    return ByteVector.fromArray(BYTES, from, at);
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
