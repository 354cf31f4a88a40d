package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Max pools that end in a truncated ReLU: all maxima and the ReLU are one pooling. */
final class Poolings {
  private final Map<String, Integer> bits = new HashMap<>();
  private final Set<String> first = new HashSet<>();

  Poolings(FeatureGraph program, FixedPointPlan plan) {
    for (GraphNode node : program.nodes()) {
      if (isMaximum(node) && !bits.containsKey(node.id())) {
        List<String> chain = new ArrayList<>(List.of(node.id()));
        GraphNode next = program.soleConsumer(node.id());
        while (next != null && isMaximum(next)) {
          chain.add(next.id());
          next = program.soleConsumer(next.id());
        }
        if (next != null && next.layer() instanceof Layer.Relu) {
          int truncated = plan.node(next.id()).truncate();
          chain.add(next.id());
          chain.forEach(id -> bits.put(id, truncated));
          first.add(node.id());
        }
      }
    }
  }

  private static boolean isMaximum(GraphNode node) {
    return node.layer() instanceof Layer.MaxPool
        || (node.layer() instanceof Layer.GlobalPool g && g.reduction() == Layer.Reduction.MAX);
  }

  /** Truncated bits of the pooling that {@code id}, a max pool or ReLU, belongs to, if any. */
  OptionalInt bits(String id) {
    Integer n = bits.get(id);
    return n == null ? OptionalInt.empty() : OptionalInt.of(n);
  }

  /** Whether a pooling begins at {@code id}. */
  boolean begins(String id) {
    return first.contains(id);
  }
}
