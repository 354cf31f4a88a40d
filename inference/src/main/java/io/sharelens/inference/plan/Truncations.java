package io.sharelens.inference.plan;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.ReluLast;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each accumulator is truncated: in the ReLU that follows (free, fused with the comparison),
 * max pools in between included, or else by the layer itself. A sum that a ReLU follows is an
 * accumulator, too: convolutions that only it takes are added before they are truncated, and what
 * else it adds is scaled up to them (residual blocks: no truncation but that of the ReLU).
 */
final class Truncations {
  private final Map<String, String> siteOf = new HashMap<>();
  private final Map<String, String> producerOf = new HashMap<>();
  private final Map<String, String> accumulators = new HashMap<>();
  private final Map<String, String> sumOf = new HashMap<>();
  private final Map<String, List<String>> joined = new HashMap<>();

  Truncations(FeatureGraph graph) {
    for (GraphNode node : graph.nodes()) {
      if (node.layer() instanceof Layer.Add) {
        sum(graph, node);
      }
    }
    for (GraphNode node : graph.nodes()) {
      if (hasWeights(node) && !sumOf.containsKey(node.id())) {
        weighted(graph, node);
      }
    }
    for (GraphNode node : graph.nodes()) {
      List<GraphNode> relus =
          node.layer() instanceof Layer.Concat ? ReluLast.joinedRelus(graph, node) : null;
      if (relus != null
          && relus.stream().allMatch(r -> isSite(r.id()) && !isSum(producer(r.id())))) {
        List<String> together = relus.stream().map(r -> producer(r.id())).toList();
        together.forEach(id -> joined.put(id, together));
      }
    }
  }

  private void weighted(FeatureGraph graph, GraphNode node) {
    GraphNode relu = reluAfter(graph, node);
    String site = relu == null ? node.id() : relu.id();
    siteOf.put(node.id(), site);
    producerOf.put(site, node.id());
    if (relu != null) {
      accumulate(graph, node, relu);
    }
  }

  private void sum(FeatureGraph graph, GraphNode add) {
    GraphNode relu = reluAfter(graph, add);
    List<String> branches =
        add.inputs().stream().filter(id -> onlyForSum(graph, id)).distinct().toList();
    if (relu == null || branches.isEmpty()) {
      return;
    }
    siteOf.put(add.id(), relu.id());
    producerOf.put(relu.id(), add.id());
    accumulate(graph, add, relu);
    for (String id : branches) {
      siteOf.put(id, relu.id());
      sumOf.put(id, add.id());
      accumulators.put(id, id);
    }
  }

  /** Whether {@code id} has weights and nobody takes its result but one node. */
  private static boolean onlyForSum(FeatureGraph graph, String id) {
    GraphNode node = graph.find(id);
    return node != null && hasWeights(node) && graph.consumers(id).size() == 1;
  }

  /** The ReLU that takes {@code node}'s result, alone and directly or through max pools. */
  private static @Nullable GraphNode reluAfter(FeatureGraph graph, GraphNode node) {
    GraphNode next = graph.soleConsumer(node.id());
    while (next != null && next.layer() instanceof Layer.MaxPool) {
      next = graph.soleConsumer(next.id());
    }
    return next != null && next.layer() instanceof Layer.Relu ? next : null;
  }

  /** {@code from}'s result stays an accumulator up to {@code relu}. */
  private void accumulate(FeatureGraph graph, GraphNode from, GraphNode relu) {
    GraphNode n = from;
    while (n != null && !n.id().equals(relu.id())) {
      accumulators.put(n.id(), from.id());
      n = graph.soleConsumer(n.id());
    }
  }

  static boolean hasWeights(GraphNode node) {
    return node.layer() instanceof Layer.Conv2d || node.layer() instanceof Layer.Linear;
  }

  /** The node that truncates the accumulator of weighted node or sum {@code id}. */
  String site(String id) {
    return siteOf.getOrDefault(id, id);
  }

  /** The sum that weighted node {@code id}'s accumulator goes into; null if into none. */
  @Nullable String sumOf(String id) {
    return sumOf.get(id);
  }

  /** Whether {@code id} adds accumulators. */
  boolean isSum(String id) {
    return sumOf.containsValue(id);
  }

  /**
   * Weighted nodes that should truncate as many bits as {@code id}, itself included, so that their
   * ReLUs can run as one.
   */
  List<String> alike(String id) {
    return joined.getOrDefault(id, List.of(id));
  }

  /** Whether {@code id} truncates an accumulator. */
  boolean isSite(String id) {
    return producerOf.containsKey(id);
  }

  /** The weighted node or sum whose accumulator {@code id} truncates. */
  String producer(String id) {
    return producerOf.getOrDefault(id, id);
  }

  /** Whether {@code id}'s output is an accumulator that is not truncated yet. */
  boolean isAccumulator(String id) {
    return accumulators.containsKey(id);
  }

  /** The weighted node or sum that made the accumulator {@code id}. */
  String source(String id) {
    return accumulators.getOrDefault(id, id);
  }
}
