package io.sharelens.inference.plan;

import java.util.function.DoubleUnaryOperator;

/** Proved range of all values (or words) of a tensor. Doubles hold words below 2^53 exactly. */
record Interval(double low, double high) {
  static final Interval NONE = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  double largest() {
    return Math.max(-low, high);
  }

  boolean isBounded() {
    return Double.isFinite(largest());
  }

  Interval rectified() {
    return new Interval(Math.max(low, 0), Math.max(high, 0));
  }

  Interval hull(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  Interval plus(Interval other) {
    return new Interval(low + other.low, high + other.high);
  }

  Interval times(double positive) {
    return new Interval(low * positive, high * positive);
  }

  /** After a shift to the right with an error of 0 or +1 unit. */
  Interval truncated(int bits) {
    return bits == 0
        ? this
        : new Interval(Math.floor(Math.scalb(low, -bits)), Math.floor(Math.scalb(high, -bits)) + 1);
  }

  /**
   * Results of a convolution or linear layer for any input in this range (or 0, the padding).
   *
   * @param weights output-major
   * @param weight applied to each weight, for example rounding to words
   * @param bias applied to each bias
   */
  Interval weighted(
      float[] weights, float[] biases, DoubleUnaryOperator weight, DoubleUnaryOperator bias) {
    if (!isBounded()) {
      return NONE;
    }
    double from = Math.min(low, 0);
    double to = Math.max(high, 0);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int each = weights.length / biases.length;
    for (int o = 0; o < biases.length; o++) {
      double min = bias.applyAsDouble(biases[o]);
      double max = min;
      for (int i = o * each; i < (o + 1) * each; i++) {
        double w = weight.applyAsDouble(weights[i]);
        min += w > 0 ? w * from : w * to;
        max += w > 0 ? w * to : w * from;
      }
      least = Math.min(least, min);
      most = Math.max(most, max);
    }
    return new Interval(least, most);
  }
}
