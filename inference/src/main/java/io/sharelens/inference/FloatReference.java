package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The model in plain floats: what the secure result is measured against. Immutable; several threads
 * may use one instance.
 */
public final class FloatReference {
  private final FloatOperations operations;
  private final GraphRunner<FloatMap> runner;
  private final Shape input;

  public FloatReference(PublishedModel model) {
    this(model.graph(), model.weights());
  }

  /**
   * A graph that need not be published; batch normalisation may still be in it.
   *
   * @param weights at least those of the nodes up to the feature
   */
  public FloatReference(LayerGraph graph, Map<String, FloatTensor> weights) {
    GraphShapes shapes = GraphShapes.of(graph);
    FeatureGraph feature = FeatureGraph.of(graph);
    this.input = shapes.of(LayerGraph.INPUT);
    this.operations = new FloatOperations(shapes, prepared(feature, weights), weights);
    this.runner = new GraphRunner<>(feature);
  }

  private static Map<String, FloatConvolution> prepared(
      FeatureGraph graph, Map<String, FloatTensor> weights) {
    Map<String, FloatConvolution> out = new HashMap<>();
    for (GraphNode node : graph.nodes()) {
      if (node.layer() instanceof Layer.Conv2d conv) {
        out.put(
            node.id(),
            new FloatConvolution(
                conv,
                FloatOperations.weight(weights, node.id() + ".weight"),
                FloatOperations.weight(weights, node.id() + ".bias")));
      }
    }
    return out;
  }

  /**
   * The feature of one picture.
   *
   * @param chw normalised input tensor [3, size, size]
   * @return feature values, owned by the caller
   */
  public float[] features(float[] chw) {
    return features(chw, (id, values) -> {});
  }

  /**
   * As {@link #features(float[])}, showing every node's output.
   *
   * @param observer gets a node's id and its output in an unspecified order of elements; read-only
   */
  public float[] features(float[] chw, BiConsumer<String, float[]> observer) {
    if (chw.length != input.size()) {
      throw LensException.user(
          "bad-input", "the model takes " + input.size() + " numbers, not " + chw.length);
    }
    FloatMap map = FloatMap.ofChw(input.dim(0), input.dim(1), input.dim(2), chw);
    observer.accept(LayerGraph.INPUT, map.values());
    return runner
        .run(map, operations, (node, out, done, total) -> observer.accept(node.id(), out.values()))
        .chw();
  }
}
