package io.sharelens.spi.federation;

/** How the opened mean update changes the model. Deterministic: all nodes get equal bits. */
public interface ServerOptimiser {
  /** Numbers that are kept for each weight between rounds; 0 for plain averaging. */
  int width();

  /**
   * Changes weights in place.
   *
   * @param round 1 for the first step with this state
   * @param weights any run of consecutive weights
   * @param mean update of the same weights: sum over owners, divided by the sum of their pictures
   * @param state {@link #width} arrays of the same length, changed in place; zeros before the first
   */
  void step(int round, float[] weights, float[] mean, float[][] state);
}
