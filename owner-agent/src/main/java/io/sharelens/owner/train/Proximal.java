package io.sharelens.owner.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * FedProx (Li et al. 2020): half of {@code mu} times the squared distance from the first weights is
 * added to the loss, so {@code mu * (weight - first)} to the gradient.
 */
final class Proximal {
  private record Anchored(Parameter parameter, NDArray first) {}

  private final float mu;
  private final List<Anchored> anchored = new ArrayList<>();

  /**
   * Notes where the weights are now.
   *
   * @param manager holds the copies as long as the training runs
   */
  Proximal(GraphBlock block, float mu, NDManager manager) {
    this.mu = mu;
    if (mu > 0) {
      for (Parameter parameter : block.getParameters().values()) {
        if (parameter.requiresGradient()) {
          NDArray first = parameter.getArray().stopGradient().duplicate();
          first.attach(manager);
          anchored.add(new Anchored(parameter, first));
        }
      }
    }
  }

  /** Adds to the gradients; outside of the recording. */
  void pull(NDManager manager) {
    for (Anchored a : anchored) {
      try (NDManager step = manager.newSubManager()) {
        NDArray weight = a.parameter.getArray().stopGradient();
        weight.attach(step);
        NDArray gradient = a.parameter.getArray().getGradient();
        gradient.attach(step);
        NDArray distance = weight.sub(a.first);
        distance.attach(step);
        gradient.addi(distance.muli(mu));
      }
    }
  }
}
