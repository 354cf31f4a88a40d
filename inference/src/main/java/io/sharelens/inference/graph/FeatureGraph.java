package io.sharelens.inference.graph;

import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a graph that makes the feature: heads are left out, and dropout, which does nothing
 * outside training, is bridged.
 *
 * @param nodes in executable order
 * @param feature id of the node whose output is the feature
 */
public record FeatureGraph(List<GraphNode> nodes, String feature) {
  public FeatureGraph {
    nodes = List.copyOf(nodes);
  }

  public static FeatureGraph of(LayerGraph graph) {
    Map<String, String> standsFor = new HashMap<>();
    List<GraphNode> bridged = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      List<String> inputs =
          node.inputs().stream().map(id -> standsFor.getOrDefault(id, id)).toList();
      if (node.layer() instanceof Layer.Dropout) {
        standsFor.put(node.id(), inputs.getFirst());
      } else {
        bridged.add(new GraphNode(node.id(), node.layer(), inputs));
      }
    }
    String feature = standsFor.getOrDefault(graph.feature(), graph.feature());
    Set<String> needed = new HashSet<>(Set.of(feature));
    List<GraphNode> nodes = new ArrayList<>();
    for (GraphNode node : bridged.reversed()) {
      if (needed.contains(node.id())) {
        needed.addAll(node.inputs());
        nodes.addFirst(node);
      }
    }
    return new FeatureGraph(nodes, feature);
  }

  /** The node with this id; null if there is none, as for the picture. */
  public @Nullable GraphNode find(String id) {
    return nodes.stream().filter(n -> n.id().equals(id)).findFirst().orElse(null);
  }

  /** Who takes a node's output; the feature itself is taken by nobody else. */
  public List<GraphNode> consumers(String id) {
    return nodes.stream().filter(n -> n.inputs().contains(id)).toList();
  }

  /**
   * The only node that takes {@code id}'s output; null if there are others or it is the feature.
   */
  public @Nullable GraphNode soleConsumer(String id) {
    List<GraphNode> all = consumers(id);
    boolean sole = all.size() == 1 && !id.equals(feature) && all.getFirst().inputs().size() == 1;
    return sole ? all.getFirst() : null;
  }
}
