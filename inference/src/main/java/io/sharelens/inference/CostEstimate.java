package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.Cost;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What {@link SecureExecutor} will cost with a comparison protocol, from the costs it declares.
 * Layers without a comparison are free, apart from truncations that no ReLU takes over and from
 * products with weights that are secret.
 *
 * @param rounds for the whole batch; large batches, which run in blocks, take more
 * @param comparisons ReLUs and maxima
 * @param onlineBytes between the computing parties, sum over all of them
 * @param offlineBytes from the dealer, sum over all parties
 * @param multiplyAdds of the linear layers, at each party
 */
public record CostEstimate(
    long rounds, long comparisons, long onlineBytes, long offlineBytes, long multiplyAdds) {
  /** {@code Arithmetic.truncate}: with two servers one word opened, two dealt. */
  private static Cost truncation(int parties, int bits) {
    return parties == 2 ? new Cost(1, 64, 64) : new Cost(2, 32 + 3 * bits, 0);
  }

  /** For a batch of {@code batch} pictures. */
  public static CostEstimate of(QuantizedModel model, ComparisonFactory comparison, int batch) {
    FeatureGraph program = model.program();
    Sum sum = new Sum(model, program, comparison, batch);
    program.nodes().forEach(sum::layer);
    return sum.total();
  }

  /**
   * The same by layer, in the order in which they are run. A ReLU that is run as one with another
   * is not among them.
   */
  public static Map<String, CostEstimate> byLayer(
      QuantizedModel model, ComparisonFactory comparison, int batch) {
    FeatureGraph program = model.program();
    Map<String, CostEstimate> layers = new LinkedHashMap<>();
    for (GraphNode node : program.nodes()) {
      Sum sum = new Sum(model, program, comparison, batch);
      sum.layer(node);
      layers.put(node.id(), sum.total());
    }
    return layers;
  }

  private static final class Sum {
    private final QuantizedModel model;
    private final ComparisonFactory comparison;
    private final GraphShapes shapes;
    private final Poolings poolings;
    private final int batch;
    private long rounds;
    private long comparisons;
    private double onlineBits;
    private double offlineBits;
    private long multiplyAdds;

    Sum(QuantizedModel model, FeatureGraph program, ComparisonFactory comparison, int batch) {
      this.model = model;
      this.comparison = comparison;
      this.shapes = GraphShapes.of(program, model.input());
      this.poolings = new Poolings(program, model.plan());
      this.batch = batch;
    }

    CostEstimate total() {
      return new CostEstimate(
          rounds,
          comparisons,
          (long) Math.ceil(onlineBits / 8),
          (long) Math.ceil(offlineBits / 8),
          multiplyAdds);
    }

    void layer(GraphNode node) {
      long outputs = (long) batch * shapes.of(node.id()).size();
      Shape in = shapes.of(node.inputs().getFirst());
      OptionalInt pooled = poolings.bits(node.id());
      if (poolings.begins(node.id())) {
        add(comparison.poolingEnterCost(pooled.orElse(0)), (long) batch * in.size());
      }
      switch (node.layer()) {
        case Layer.Conv2d c -> {
          multiplyAdds += outputs * c.inChannels() * c.kernel() * c.kernel();
          secretProduct((long) batch * in.size(), outputs);
          truncated(node, outputs);
        }
        case Layer.Linear l -> {
          multiplyAdds += outputs * l.inFeatures();
          secretProduct((long) batch * in.size(), outputs);
          truncated(node, outputs);
        }
        case Layer.Relu r ->
            compared(
                pooled.isPresent()
                    ? comparison.poolingReluCost(pooled.getAsInt())
                    : comparison.reluCost(truncation(node)),
                outputs);
        case Layer.MaxPool p -> {
          long narrow = (long) batch * in.dim(0) * in.dim(1) * shapes.of(node.id()).dim(2);
          tournament(max(pooled), p.kernel(), narrow);
          tournament(max(pooled), p.kernel(), outputs);
        }
        case Layer.GlobalPool p -> {
          if (p.reduction() == Layer.Reduction.MAX) {
            tournament(max(pooled), in.dim(1) * in.dim(2), outputs);
          }
        }
        default -> {}
      }
    }

    private Cost max(OptionalInt pooled) {
      return pooled.isPresent()
          ? comparison.poolingMaxCost(pooled.getAsInt())
          : comparison.maxCost();
    }

    /** A cost for each of n elements. */
    private void add(Cost cost, long n) {
      rounds += cost.rounds();
      onlineBits += cost.onlineBits() * n;
      offlineBits += cost.offlineBits() * n;
    }

    private int truncation(GraphNode node) {
      return model.plan().node(node.id()).truncate();
    }

    /** {@code Arithmetic.conv2d} and {@code matmul} with fixed rows. */
    private void secretProduct(long inputs, long outputs) {
      if (!model.secret()) {
        return;
      }
      rounds++;
      if (comparison.traits().parties() == 2) {
        onlineBits += 2.0 * Integer.SIZE * inputs;
        offlineBits += (double) Integer.SIZE * outputs;
      } else {
        onlineBits += 3.0 * Integer.SIZE * outputs;
      }
    }

    private void truncated(GraphNode node, long n) {
      int bits = truncation(node);
      if (bits > 0) {
        Cost cost = CostEstimate.truncation(comparison.traits().parties(), bits);
        rounds += cost.rounds();
        onlineBits += cost.onlineBits() * n;
        offlineBits += cost.offlineBits() * n;
      }
    }

    private void tournament(Cost cost, int entries, long n) {
      rounds += (long) cost.rounds() * Tournament.levels(entries);
      comparisons += n * (entries - 1);
      onlineBits += cost.onlineBits() * n * (entries - 1);
      offlineBits += cost.offlineBits() * n * (entries - 1);
    }

    private void compared(Cost cost, long n) {
      comparisons += n;
      add(cost, n);
    }
  }
}
