package io.sharelens.testkit;

import java.util.Arrays;

/** Tests of uniformity by Pearson's chi-square. */
public final class Statistics {
  /**
   * Standard normal quantile of the level at which a distribution is called different: one false
   * alarm in a thousand million.
   */
  private static final double QUANTILE = 6.0;

  /** Samples per cell that the chi-square approximation needs. */
  private static final int PER_CELL = 8;

  private Statistics() {}

  /** Whether {@code samples} are enough to test {@code cells} equally likely ones. */
  public static boolean enough(long samples, int cells) {
    return samples >= (long) PER_CELL * cells;
  }

  /**
   * Chi-square statistic of counts against probabilities.
   *
   * @param counts how often each outcome was seen
   * @param probabilities of the outcomes, above 0, with sum 1
   */
  public static double chiSquare(long[] counts, double[] probabilities) {
    double total = 0;
    for (long c : counts) {
      total += c;
    }
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = total * probabilities[i];
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  /**
   * The value that chi-square exceeds once in 10^9, by Wilson and Hilferty's approximation (too
   * high by a quarter for one degree of freedom, right from ten on).
   */
  public static double limit(int degreesOfFreedom) {
    double v = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - v + QUANTILE * Math.sqrt(v), 3);
  }

  /** Fails if {@code counts} do not look uniform. */
  public static void requireUniform(String what, long[] counts) {
    double[] p = new double[counts.length];
    Arrays.fill(p, 1.0 / counts.length);
    requireDistribution(what, counts, p);
  }

  /**
   * Fails if {@code counts} do not look like drawn with {@code probabilities}.
   *
   * @param what named in the error
   */
  public static void requireDistribution(String what, long[] counts, double[] probabilities) {
    double chi = chiSquare(counts, probabilities);
    double limit = limit(counts.length - 1);
    if (!(chi <= limit)) {
      throw new AssertionError(
          what + ": chi-square " + Math.round(chi) + " exceeds " + Math.round(limit));
    }
  }
}
