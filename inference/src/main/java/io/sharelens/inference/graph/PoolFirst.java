package io.sharelens.inference.graph;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a ReLU behind the max pool that follows it. ReLU and truncation are monotone, so both
 * orders give equal words, but the ReLU then compares a fraction of the numbers (VGG11 at 224
 * pixels: 7.4 instead of 12.0 million comparisons).
 */
public final class PoolFirst {
  private PoolFirst() {}

  /** An equal graph; every node keeps its id, but a moved pool's output is not yet rectified. */
  public static FeatureGraph rewrite(FeatureGraph graph) {
    FeatureGraph current = graph;
    for (FeatureGraph next = swapOne(current); next != null; next = swapOne(current)) {
      current = next;
    }
    return current;
  }

  private static @Nullable FeatureGraph swapOne(FeatureGraph graph) {
    for (GraphNode relu : graph.nodes()) {
      if (relu.layer() instanceof Layer.Relu && !relu.inputs().contains(LayerGraph.INPUT)) {
        GraphNode pool = graph.soleConsumer(relu.id());
        if (pool != null && takesMaximum(pool.layer())) {
          return swap(graph, relu, pool);
        }
      }
    }
    return null;
  }

  private static boolean takesMaximum(Layer layer) {
    return layer instanceof Layer.MaxPool
        || (layer instanceof Layer.GlobalPool g && g.reduction() == Layer.Reduction.MAX);
  }

  private static FeatureGraph swap(FeatureGraph graph, GraphNode relu, GraphNode pool) {
    List<GraphNode> nodes = new ArrayList<>();
    for (GraphNode n : graph.nodes()) {
      if (n == pool) {
        nodes.add(new GraphNode(pool.id(), pool.layer(), relu.inputs()));
        nodes.add(new GraphNode(relu.id(), relu.layer(), List.of(pool.id())));
      } else if (n != relu) {
        List<String> inputs =
            n.inputs().stream().map(id -> id.equals(pool.id()) ? relu.id() : id).toList();
        nodes.add(new GraphNode(n.id(), n.layer(), inputs));
      }
    }
    return new FeatureGraph(nodes, graph.feature().equals(pool.id()) ? relu.id() : graph.feature());
  }
}
