package io.sharelens.inference.graph;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moves ReLUs behind a concatenation that joins nothing else, as one ReLU of the whole: fewer
 * rounds, and a max pool after it can come before the ReLU ({@link PoolFirst}). SqueezeNet's fire
 * modules are built so. Exact where all of them truncate alike; others stay where they are.
 */
public final class ReluLast {
  private ReluLast() {}

  /**
   * An equal graph. The joined ReLU keeps the id of the first; the concatenation keeps its own, but
   * its output is not yet rectified.
   *
   * @param truncation bits that the ReLU with an id truncates
   */
  public static FeatureGraph rewrite(FeatureGraph graph, ToIntFunction<String> truncation) {
    FeatureGraph current = graph;
    for (GraphNode node : graph.nodes()) {
      if (node.layer() instanceof Layer.Concat) {
        List<GraphNode> relus = joinedRelus(current, node);
        if (relus != null
            && relus.stream().mapToInt(r -> truncation.applyAsInt(r.id())).distinct().count()
                == 1) {
          current = moved(current, node, relus);
        }
      }
    }
    return current;
  }

  /**
   * The ReLUs that {@code concat} joins, in order.
   *
   * @return null if it takes anything else, takes one twice, or if another node takes one, too
   */
  public static @Nullable List<GraphNode> joinedRelus(FeatureGraph graph, GraphNode concat) {
    List<GraphNode> relus = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String input : concat.inputs()) {
      GraphNode relu = graph.find(input);
      boolean fits =
          relu != null
              && relu.layer() instanceof Layer.Relu
              && !relu.inputs().contains(LayerGraph.INPUT)
              && seen.add(input)
              && !input.equals(graph.feature())
              && graph.consumers(input).size() == 1;
      if (!fits || relu == null) {
        return null;
      }
      relus.add(relu);
    }
    return relus;
  }

  private static FeatureGraph moved(FeatureGraph graph, GraphNode concat, List<GraphNode> relus) {
    String relu = relus.getFirst().id();
    List<GraphNode> nodes = new ArrayList<>();
    for (GraphNode n : graph.nodes()) {
      if (n.id().equals(concat.id())) {
        List<String> raw = relus.stream().map(r -> r.inputs().getFirst()).toList();
        nodes.add(new GraphNode(concat.id(), concat.layer(), raw));
        nodes.add(new GraphNode(relu, new Layer.Relu(), List.of(concat.id())));
      } else if (!relus.contains(n)) {
        List<String> inputs =
            n.inputs().stream().map(id -> id.equals(concat.id()) ? relu : id).toList();
        nodes.add(new GraphNode(n.id(), n.layer(), inputs));
      }
    }
    return new FeatureGraph(nodes, graph.feature().equals(concat.id()) ? relu : graph.feature());
  }
}
