package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.Cost;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;

/**
 * What {@link SecureExecutor} will cost with a comparison protocol, from the costs it declares.
 * Layers without a comparison are free, apart from truncations that no ReLU takes over.
 *
 * @param rounds for the whole batch; large batches, which run in blocks, take more
 * @param comparisons ReLUs and maxima
 * @param onlineBytes between the computing parties, sum over all of them
 * @param offlineBytes from the dealer, sum over all parties
 * @param multiplyAdds of the linear layers, at each party
 */
public record CostEstimate(
    long rounds, long comparisons, long onlineBytes, long offlineBytes, long multiplyAdds) {
  /** {@code Arithmetic.truncate} with two servers and a dealer: one word opened, two dealt. */
  private static final Cost TRUNCATION = new Cost(1, 64, 64);

  /** For a batch of {@code batch} pictures. */
  public static CostEstimate of(QuantizedModel model, ComparisonFactory comparison, int batch) {
    Sum sum = new Sum();
    FeatureGraph program = model.program();
    for (GraphNode node : program.nodes()) {
      sum.layer(model, comparison, program, node, batch);
    }
    return new CostEstimate(
        sum.rounds,
        sum.comparisons,
        (long) Math.ceil(sum.onlineBits / 8),
        (long) Math.ceil(sum.offlineBits / 8),
        sum.multiplyAdds);
  }

  private static final class Sum {
    private long rounds;
    private long comparisons;
    private double onlineBits;
    private double offlineBits;
    private long multiplyAdds;

    void layer(
        QuantizedModel model,
        ComparisonFactory comparison,
        FeatureGraph program,
        GraphNode node,
        int batch) {
      int truncate = model.plan().node(node.id()).truncate();
      // A ReLU that moved behind a pool has the pool's shape, which is that of its input.
      long outputs = (long) batch * shape(model, program, node).size();
      switch (node.layer()) {
        case Layer.Conv2d c -> {
          multiplyAdds += outputs * c.inChannels() * c.kernel() * c.kernel();
          truncated(truncate, outputs);
        }
        case Layer.Linear l -> {
          multiplyAdds += outputs * l.inFeatures();
          truncated(truncate, outputs);
        }
        case Layer.Relu r -> compared(comparison.reluCost(truncate), outputs);
        case Layer.MaxPool p -> {
          Shape in = model.shapes().of(input(model, node));
          Shape out = model.shapes().of(node.id());
          long narrow = (long) batch * in.dim(0) * in.dim(1) * out.dim(2);
          tournament(comparison.maxCost(), p.kernel(), narrow);
          tournament(comparison.maxCost(), p.kernel(), outputs);
        }
        case Layer.GlobalPool p -> {
          if (p.reduction() == Layer.Reduction.MAX) {
            Shape in = model.shapes().of(input(model, node));
            tournament(comparison.maxCost(), in.dim(1) * in.dim(2), outputs);
          }
        }
        default -> {}
      }
    }

    private static String input(QuantizedModel model, GraphNode node) {
      // In the graph's own order: there a ReLU before the pool has the pool's input shape.
      return model.graph().nodes().stream()
          .filter(n -> n.id().equals(node.id()))
          .findFirst()
          .orElse(node)
          .inputs()
          .getFirst();
    }

    private static Shape shape(QuantizedModel model, FeatureGraph program, GraphNode node) {
      GraphNode at = node;
      while (at.layer() instanceof Layer.Relu) {
        String before = at.inputs().getFirst();
        GraphNode next =
            program.nodes().stream().filter(n -> n.id().equals(before)).findFirst().orElse(null);
        if (next == null) {
          return model.shapes().of(before);
        }
        at = next;
      }
      return model.shapes().of(at.id());
    }

    private void truncated(int bits, long n) {
      if (bits > 0) {
        rounds += TRUNCATION.rounds();
        onlineBits += TRUNCATION.onlineBits() * n;
        offlineBits += TRUNCATION.offlineBits() * n;
      }
    }

    private void tournament(Cost cost, int entries, long n) {
      rounds += (long) cost.rounds() * Tournament.levels(entries);
      comparisons += n * (entries - 1);
      onlineBits += cost.onlineBits() * n * (entries - 1);
      offlineBits += cost.offlineBits() * n * (entries - 1);
    }

    private void compared(Cost cost, long n) {
      rounds += cost.rounds();
      comparisons += n;
      onlineBits += cost.onlineBits() * n;
      offlineBits += cost.offlineBits() * n;
    }
  }
}
