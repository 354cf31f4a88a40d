package io.sharelens.inference.plan;

/**
 * How input values become words.
 *
 * @param fractionBits an input value v is the word round(v * 2^fractionBits)
 * @param bound largest |word|; larger ones are clamped
 */
public record InputEncoding(int fractionBits, int bound) {
  /** The encoding that a plan has. */
  public static InputEncoding of(FixedPointPlan plan) {
    return new InputEncoding(plan.inputFractionBits(), plan.inputBound());
  }

  double scale() {
    return Math.scalb(1.0, fractionBits);
  }
}
