package io.sharelens.spi.vector;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.FeatureSpec;

/**
 * Bits of unit vectors and of their products, from the public bound on the norm of a feature. A
 * truncation errs by at most 1 unit a number, so by at most sqrt(dimension) in the norm.
 *
 * <p>Beyond the plan: a stored feature with a larger norm becomes a wrong row (the square of its
 * norm does not fit), whose own rank is then arbitrary; a query with a larger norm only scales its
 * scores, which may exceed the bound that a ranking relies on, so that its order may be wrong.
 *
 * @param featureShift bits cut off a stored feature, so that its norm is below 2^15 and the square
 *     of the norm below 2^30
 * @param queryShift bits cut off a query
 * @param unitFraction fraction bits of a stored unit vector, 14 to 16
 * @param scoreBound bound on |q.u|, below 2^29
 */
public record UnitScale(int featureShift, int queryShift, int unitFraction, int scoreBound) {
  private static final int MAX_DIMENSION = 1 << 16;
  private static final int LEAST_FRACTION = 14;
  private static final long NORM_LIMIT = 1L << 15;
  private static final long SCORE_LIMIT = 1L << 29;

  public static UnitScale of(FeatureSpec spec) {
    if (spec.dimension() < 1
        || spec.dimension() > MAX_DIMENSION
        || spec.bound() < 0
        || spec.bound() >= 1 << 30
        || spec.normBound() < 0) {
      throw LensException.user(
          "plan-does-not-hold", "unit vectors take 1 to 65536 numbers below 2^30, not " + spec);
    }
    long error = (long) Math.ceil(Math.sqrt(spec.dimension()));
    int shift = 0;
    while (shifted(spec.normBound(), shift, error) >= NORM_LIMIT) {
      shift++;
    }
    int fraction = InverseSquareRoot.FRACTION;
    int queryShift = 0;
    while (score(spec.normBound(), queryShift, fraction, error) >= SCORE_LIMIT) {
      if (fraction > LEAST_FRACTION) {
        fraction--;
      } else {
        queryShift++;
      }
    }
    long bound = score(spec.normBound(), queryShift, fraction, error);
    return new UnitScale(shift, queryShift, fraction, (int) bound);
  }

  private static long shifted(long norm, int shift, long error) {
    return shift == 0 ? norm : (norm >> shift) + 1 + error;
  }

  /** |q| |u|, with u's error: 2^-10 of itself for Newton and two truncations. */
  private static long score(long norm, int shift, int fraction, long error) {
    long unit = (1L << fraction) + (1L << (fraction - 10)) + 2 * error;
    // Norms beyond 2^40 are not near any limit: only the comparison counts.
    return Math.min(shifted(norm, shift, error), 1L << 40) * unit;
  }
}
