package io.sharelens.inference;

import io.sharelens.inference.plan.FixedPointPlan;

/** Input tensors between floats and the words that are shared. */
public final class InputCodec {
  private final double scale;
  private final int bound;

  public InputCodec(FixedPointPlan plan) {
    this.scale = plan.inputScale();
    this.bound = plan.inputBound();
  }

  /**
   * Words of normalised values, rounded half up and clamped to the plan's input bound; NaN is 0.
   *
   * @param values any number of input tensors, back to back
   */
  public int[] encode(float[] values) {
    int[] words = new int[values.length];
    for (int i = 0; i < words.length; i++) {
      double word = Math.floor(values[i] * scale + 0.5);
      words[i] = (int) Math.max(-bound, Math.min(bound, word));
    }
    return words;
  }

  /** The values that words stand for. */
  public float[] decode(int[] words) {
    float[] values = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      values[i] = (float) (words[i] / scale);
    }
    return values;
  }
}
