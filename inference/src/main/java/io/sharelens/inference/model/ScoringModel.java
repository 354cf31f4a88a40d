package io.sharelens.inference.model;

import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.spi.graph.LayerGraph;

/**
 * A published model as a classifier. Its class scores take the place of the feature, so that
 * everything that computes features, on shares or in plain, computes scores: [categories] numbers,
 * the largest one the model's answer.
 */
public final class ScoringModel {
  private ScoringModel() {}

  /**
   * The classifier of a model. Its head gets a fixed-point plan, which a published model has only
   * up to the feature; the plan of the rest may differ from the model's.
   *
   * @param inputs normalised input tensors [3, size, size], typical of what will be classified
   * @return a model whose parent is {@code model}; fails with USER {@code plan-does-not-hold} where
   *     the scores do not fit
   */
  public static PublishedModel of(PublishedModel model, Iterable<float[]> inputs) {
    LayerGraph graph = model.graph().scoring();
    FixedPointPlan plan = Calibration.plan(graph, model.weights(), inputs);
    return PublishedModel.of(
        graph, model.weights(), model.categories(), plan, model.sha256(), model.trained());
  }
}
