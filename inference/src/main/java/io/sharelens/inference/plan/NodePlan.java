package io.sharelens.inference.plan;

/**
 * Fixed point of one node. A word stands for the value word / scale.
 *
 * @param weightScale a weight w is round(w * weightScale); 0 for nodes without weights
 * @param scale scale of the node's result before truncation (of a convolution: its accumulator)
 * @param truncate low bits dropped from the result; 0 for most nodes
 * @param bound largest |word| that the plan allows before truncation, less than 2^30
 * @param evidence why {@code bound} holds
 */
public record NodePlan(
    double weightScale, double scale, int truncate, int bound, Evidence evidence) {

  /** Scale of what the node hands on. */
  public double outputScale() {
    return Math.scalb(scale, -truncate);
  }
}
