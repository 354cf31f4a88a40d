package io.sharelens.inference.plan;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.ReluLast;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each accumulator is truncated: in the ReLU that follows (free, fused with the comparison),
 * max pools in between included, or else by the layer itself.
 */
final class Truncations {
  private final Map<String, String> siteOf = new HashMap<>();
  private final Map<String, String> producerOf = new HashMap<>();
  private final Map<String, String> accumulators = new HashMap<>();
  private final Map<String, List<String>> joined = new HashMap<>();

  Truncations(FeatureGraph graph) {
    for (GraphNode node : graph.nodes()) {
      if (hasWeights(node)) {
        List<String> chain = new ArrayList<>(List.of(node.id()));
        GraphNode next = graph.soleConsumer(node.id());
        while (next != null && next.layer() instanceof Layer.MaxPool) {
          chain.add(next.id());
          next = graph.soleConsumer(next.id());
        }
        boolean fused = next != null && next.layer() instanceof Layer.Relu;
        String site = fused && next != null ? next.id() : node.id();
        siteOf.put(node.id(), site);
        producerOf.put(site, node.id());
        if (fused) {
          chain.forEach(id -> accumulators.put(id, node.id()));
        }
      }
    }
    for (GraphNode node : graph.nodes()) {
      List<GraphNode> relus =
          node.layer() instanceof Layer.Concat ? ReluLast.joinedRelus(graph, node) : null;
      if (relus != null && relus.stream().allMatch(r -> isSite(r.id()))) {
        List<String> together = relus.stream().map(r -> producer(r.id())).toList();
        together.forEach(id -> joined.put(id, together));
      }
    }
  }

  static boolean hasWeights(GraphNode node) {
    return node.layer() instanceof Layer.Conv2d || node.layer() instanceof Layer.Linear;
  }

  /** The node that truncates the accumulator of weighted node {@code id}. */
  String site(String id) {
    return siteOf.getOrDefault(id, id);
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

  /** The weighted node whose accumulator {@code id} truncates. */
  String producer(String id) {
    return producerOf.getOrDefault(id, id);
  }

  /** Whether {@code id}'s output is an accumulator that is not truncated yet. */
  boolean isAccumulator(String id) {
    return accumulators.containsKey(id);
  }

  /** The weighted node that made the accumulator {@code id}. */
  String source(String id) {
    return accumulators.getOrDefault(id, id);
  }
}
