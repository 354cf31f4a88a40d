package io.sharelens.inference.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.FeatureSpec;
import java.util.Map;

/**
 * How a model is computed in 32-bit words. Networks of convolutions, ReLU and pooling are
 * positively homogeneous, so each node may have a scale of its own, chosen to fill the words.
 * Inputs of a sum whose scale differs from the sum's are multiplied by the quotient, rounded to a
 * word.
 *
 * <p>What an input beyond the plan does: the input's words are clamped to {@link #inputBound}, so
 * proved bounds hold for every input. A value beyond a measured bound but below 2^30 (the plan
 * fills words to less than that) is still exact. Beyond 2^30, truncation and comparison no longer
 * promise anything and beyond 2^31 the word wraps: that feature is wrong, silently, because no
 * server can see it; other inputs of the batch are not touched. Whoever has the plain input can ask
 * {@code RangeCheck} first.
 *
 * @param inputFractionBits an input value v is the word round(v * 2^inputFractionBits)
 * @param inputBound largest |word| of an input; larger ones are clamped
 * @param margin measured bounds are this many times the largest value seen
 * @param nodes plan of every node that is run, by id
 * @param feature how the feature is encoded
 */
public record FixedPointPlan(
    int inputFractionBits,
    int inputBound,
    double margin,
    Map<String, NodePlan> nodes,
    FeatureSpec feature) {
  /** No word before truncation or comparison may reach this. */
  public static final int LIMIT = 1 << 30;

  public FixedPointPlan {
    nodes = Map.copyOf(nodes);
    if (Math.abs(inputFractionBits) > 62 || inputBound < 1 || inputBound >= LIMIT) {
      throw LensException.user(
          "bad-plan",
          "inputs cannot have " + inputFractionBits + " fraction bits and bound " + inputBound);
    }
    if (feature.dimension() < 1 || feature.bound() < 0 || feature.normBound() < 0) {
      throw LensException.user("bad-plan", "no feature can be like this: " + feature);
    }
  }

  /** Scale of the input's words. */
  @JsonIgnore
  public double inputScale() {
    return Math.scalb(1.0, inputFractionBits);
  }

  /** How features are encoded. */
  public FeatureSpec featureSpec() {
    return feature;
  }

  /** The plan of a node; USER {@code bad-plan} if it has none. */
  public NodePlan node(String id) {
    NodePlan plan = nodes.get(id);
    if (plan == null) {
      throw LensException.user("bad-plan", "the model's plan does not cover node '" + id + "'");
    }
    return plan;
  }
}
