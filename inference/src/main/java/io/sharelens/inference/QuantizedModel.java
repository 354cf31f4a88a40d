package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.graph.PoolFirst;
import io.sharelens.inference.graph.ReluLast;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.NodePlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.Map;

/**
 * A published model's part up to the feature, with weights as 32-bit words; without weights for the
 * manifest of a split model, whose words are shared ({@link SecretWeights}). Immutable; made once
 * and shared by all sessions.
 */
public final class QuantizedModel {
  /** Relative error that rounding the factor of a sum's input may have. */
  private static final double FACTOR_ERROR = 1.0 / 1024;

  private final FixedPointPlan plan;
  private final GraphShapes shapes;
  private final FeatureGraph graph;
  private final boolean secret;
  private final Map<String, Words> words = new HashMap<>();
  private final Map<String, int[]> factors = new HashMap<>();

  private record Words(int[] weights, int[] bias) {}

  private QuantizedModel(PublishedModel model) {
    this.plan = model.plan();
    this.shapes = GraphShapes.of(model.graph());
    this.graph = FeatureGraph.of(model.graph());
    this.secret = model.split().isPresent();
    for (GraphNode node : graph.nodes()) {
      NodePlan p = plan.node(node.id());
      if (p.truncate() < 0 || p.truncate() > 30 || p.bound() >= FixedPointPlan.LIMIT) {
        throw LensException.user("bad-plan", "the plan of node '" + node.id() + "' is impossible");
      }
      if (node.layer() instanceof Layer.BatchNorm) {
        throw GraphRunner.unfolded(node);
      }
      if (node.layer() instanceof Layer.Add) {
        factors.put(node.id(), factors(node));
      }
      if (!secret
          && (node.layer() instanceof Layer.Conv2d || node.layer() instanceof Layer.Linear)) {
        words.put(
            node.id(),
            new Words(
                quantized(model, node.id() + ".weight", p.weightScale()),
                quantized(model, node.id() + ".bias", p.scale())));
      }
    }
    if (feature().size() != plan.feature().dimension()) {
      throw LensException.user(
          "bad-plan", "the plan's feature has not the " + feature().size() + " numbers it needs");
    }
  }

  /** USER {@code bad-plan} if the plan does not fit the graph. */
  public static QuantizedModel of(PublishedModel model) {
    return new QuantizedModel(model);
  }

  /** Inputs of a sum come to its scale. */
  private int[] factors(GraphNode sum) {
    double scale = plan.node(sum.id()).scale();
    int[] factors = new int[sum.inputs().size()];
    for (int i = 0; i < factors.length; i++) {
      String input = sum.inputs().get(i);
      double exact =
          scale
              / (input.equals(LayerGraph.INPUT)
                  ? plan.inputScale()
                  : plan.node(input).outputScale());
      double factor = Math.rint(exact);
      boolean fits = factor >= 1 && factor < FixedPointPlan.LIMIT;
      if (!fits || Math.abs(factor / exact - 1) > FACTOR_ERROR) {
        throw LensException.user(
            "bad-plan",
            "the plan of node '%s' does not fit that of its input '%s'".formatted(sum.id(), input));
      }
      factors[i] = (int) factor;
    }
    return factors;
  }

  private static int[] quantized(PublishedModel model, String name, double scale) {
    FloatTensor tensor = model.weights().get(name);
    if (tensor == null) {
      throw LensException.user("bad-model", "the weights " + name + " are missing");
    }
    int[] out = new int[tensor.values().length];
    for (int i = 0; i < out.length; i++) {
      double word = Math.rint(tensor.values()[i] * scale);
      if (!(Math.abs(word) < 1L << 62)) {
        throw LensException.user("bad-plan", name + " does not fit the plan's scale " + scale);
      }
      out[i] = (int) (long) word; // modulo 2^32: only the accumulator has to be in range
    }
    return out;
  }

  /** Whether the weights are shared, so that they are not here. */
  public boolean secret() {
    return secret;
  }

  public FixedPointPlan plan() {
    return plan;
  }

  /** Nodes that are run, in the graph's own order. */
  public FeatureGraph graph() {
    return graph;
  }

  /** The same in the order in which servers run it: concatenations and max pools before ReLUs. */
  public FeatureGraph program() {
    return PoolFirst.rewrite(ReluLast.rewrite(graph, id -> plan.node(id).truncate()));
  }

  public GraphShapes shapes() {
    return shapes;
  }

  /** Shape of one input: [3, size, size]. */
  public Shape input() {
    return shapes.of(LayerGraph.INPUT);
  }

  /** Shape of one feature: [dimension]. */
  public Shape feature() {
    return shapes.of(graph.feature());
  }

  /** Words of the largest tensor that one input runs through: what memory has to hold. */
  public long largestWords() {
    return graph.nodes().stream()
        .mapToLong(node -> shapes.of(node.id()).size())
        .reduce(input().size(), Math::max);
  }

  /** Weight words of a node, OIHW or [out, in]; read-only. */
  public int[] weights(String id) {
    return of(id).weights;
  }

  /** Bias words of a node at its accumulator's scale; read-only. */
  public int[] bias(String id) {
    return of(id).bias;
  }

  /** What input {@code input} of sum {@code id} is multiplied by, to come to the sum's scale. */
  public int factor(String id, int input) {
    int[] of = factors.get(id);
    if (of == null) {
      throw LensException.internal("bad-graph", "node '" + id + "' adds nothing");
    }
    return of[input];
  }

  private Words of(String id) {
    if (secret) {
      throw LensException.user(
          "secret-weights", "the weights of a split model are known to its owner alone");
    }
    Words w = words.get(id);
    if (w == null) {
      throw LensException.internal("bad-graph", "node '" + id + "' has no weights");
    }
    return w;
  }
}
