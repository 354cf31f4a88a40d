package io.sharelens.spi.vector;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.Arrays;

/**
 * w = 1 / (2 sqrt(z)) for secret z in [1/4, 1), so w in (1/2, 1], by three Newton steps from a
 * linear first guess; 20 rounds, nothing opened.
 *
 * <p>Let w = (1 + d) / (2 sqrt(z)). The guess 1.06636 - 0.60935 z has |d| &lt;= 0.087 on the whole
 * range (the straight line of least relative error). A step w + w e / 2 with e = 1 - 4 z w^2 = -2d
 * - d^2 takes d to -3/2 d^2 - d^3/2: at most 0.0118, then 2.1e-4, then 6.7e-8. What remains is
 * rounding: z has 16 fraction bits (at most 2^-14 of itself, half of it in w), z w has 17; together
 * below 2^-14 of w, and about 1.5e-5 in the standard deviation.
 *
 * <p>Ranges, each below 2^30 as truncation needs (the fraction bits of a product in brackets): z w
 * [30] &lt;= 2^29 * 1.09; z w^2 [31] &lt;= 2^31 * 1.19 / 4; e [31] &lt;= 2^31 * 0.19 in steps 1 and
 * 2; w e [32] &lt;= 2^32 * 0.17; in the last step |e| &lt; 2^-9, so w e [38] &lt; 2^29.
 */
final class InverseSquareRoot {
  /** Fraction bits of the result. */
  static final int FRACTION = 16;

  /** Fraction bits of the argument. */
  static final int ARGUMENT_FRACTION = 30;

  private static final int COARSE = 14;
  private static final int Z = 16;
  private static final int SLOPE = 12;
  private static final double GUESS_AT_ZERO = 1.06636;
  private static final double GUESS_SLOPE = 0.60935;

  private InverseSquareRoot() {}

  /**
   * @param argument [n] z with 30 fraction bits, in [2^28, 2^30)
   * @return [n] w with 16 fraction bits
   */
  static SharedTensor of(SharedTensor argument, Arithmetic arithmetic) {
    SharedTensor z = arithmetic.truncate(argument, ARGUMENT_FRACTION - Z);
    SharedTensor w = guess(z, arithmetic);
    for (int step = 0; step < 2; step++) {
      SharedTensor e = arithmetic.truncate(residual(z, w, arithmetic), 13); // 18 fraction bits
      SharedTensor half = arithmetic.truncate(arithmetic.multiply(w, e), 14 + 18 + 1 - COARSE);
      w = arithmetic.add(w, half);
    }
    SharedTensor e = arithmetic.truncate(residual(z, w, arithmetic), 7); // 24 fraction bits
    SharedTensor half = arithmetic.truncate(arithmetic.multiply(w, e), 14 + 24 + 1 - FRACTION);
    return arithmetic.add(arithmetic.multiplyPublic(w, 1 << (FRACTION - COARSE)), half);
  }

  private static SharedTensor guess(SharedTensor z, Arithmetic arithmetic) {
    int slope = (int) Math.round(GUESS_SLOPE * (1 << SLOPE));
    int[] atZero = new int[z.size()];
    Arrays.fill(atZero, (int) Math.round(GUESS_AT_ZERO * (1 << COARSE)));
    SharedTensor fall =
        arithmetic.truncate(arithmetic.multiplyPublic(z, slope), Z + SLOPE - COARSE);
    return arithmetic.subtract(arithmetic.constant(Shape.of(z.size()), atZero), fall);
  }

  /** e = 1 - 4 z w^2 with 31 fraction bits: 2^31 is a residue of Z_2^32, |e| is well below it. */
  private static SharedTensor residual(SharedTensor z, SharedTensor w, Arithmetic arithmetic) {
    SharedTensor zw = arithmetic.truncate(arithmetic.multiply(z, w), 13); // 17 fraction bits
    SharedTensor zww = arithmetic.multiply(zw, w); // 31 fraction bits
    return arithmetic.addPublic(arithmetic.multiplyPublic(zww, -4), Integer.MIN_VALUE);
  }
}
