package io.sharelens.plugins.flaggregator;

/** Upper tail of the standard normal distribution. */
final class NormalTail {
  private static final double SERIES_BELOW = 3;
  private static final double LOG_ROOT_TWO_PI = 0.918938533204672741780329736406;

  private NormalTail() {}

  /** Logarithm of P(X &gt; x), with a relative error of the probability of about 10^-13. */
  static double log(double x) {
    if (x < -SERIES_BELOW) {
      return StrictMath.log1p(-StrictMath.exp(log(-x)));
    }
    return x < SERIES_BELOW ? StrictMath.log(0.5 - centre(x)) : density(x) + fraction(x);
  }

  private static double density(double x) {
    return -x * x / 2 - LOG_ROOT_TWO_PI;
  }

  /** P(0 &lt; X &lt; x) = density * (x + x^3/3 + x^5/(3*5) + ...). */
  private static double centre(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-20 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return sum * StrictMath.exp(density(x));
  }

  /** Logarithm of Mills' ratio by its continued fraction 1/(x + 1/(x + 2/(x + ...))). */
  private static double fraction(double x) {
    double value = x;
    for (int i = 200; i > 0; i--) {
      value = x + i / value;
    }
    return -StrictMath.log(value);
  }
}
