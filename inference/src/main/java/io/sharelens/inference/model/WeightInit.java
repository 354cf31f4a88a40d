package io.sharelens.inference.model;

import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.LayerGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** First weights of a model. They are public, so any seeded generator will do. */
public final class WeightInit {
  private WeightInit() {}

  /**
   * He (Kaiming) normal initialisation: weights with variance 2 / fan-in, biases 0, batch
   * normalisation neutral.
   */
  public static Map<String, FloatTensor> he(LayerGraph graph, RandomGenerator random) {
    Map<String, FloatTensor> weights = new TreeMap<>();
    GraphShapes.weights(graph)
        .forEach((name, shape) -> weights.put(name, first(name, shape, random)));
    return weights;
  }

  /** One tensor: He normal for matrices and kernels, neutral for vectors. */
  public static FloatTensor first(String name, Shape shape, RandomGenerator random) {
    float[] values = new float[shape.size()];
    if (shape.rank() > 1) {
      double deviation = Math.sqrt(2.0 * shape.dim(0) / shape.size());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    } else if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      Arrays.fill(values, 1f);
    }
    return new FloatTensor(shape, values);
  }
}
