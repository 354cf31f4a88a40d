package io.sharelens.inference.plan;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses scales. Each accumulator's scale is as large as its bound allows; how that product is
 * split between weights and activations follows from giving both the same relative error. Scales
 * are powers of two, but for pooled means, whose divisor is part of the scale.
 */
final class PlanBuilder {
  /** A proof is used where it costs at most this factor (two bits) against the measured bound. */
  private static final double PROOF_COST = 4;

  /** What a sum scales up is scaled by this much at least, so that the factor can be a word. */
  private static final double LEAST_LIFT = 1 << 10;

  /** Rounding of weights and activations, which real-valued bounds do not see. */
  private static final double SLACK = 1 + 1.0 / 64;

  private static final double LIMIT = FixedPointPlan.LIMIT - 1;

  private final LayerGraph graph;
  private final FeatureGraph feature;
  private final GraphShapes shapes;
  private final Map<String, FloatTensor> weights;
  private final Measurements measured;
  private final double margin;
  private final @Nullable InputEncoding inputs;
  private final Truncations truncations;
  private final ScaleGroups groups = new ScaleGroups();
  private final Map<String, Double> rootScales = new HashMap<>();
  private final Map<String, Interval> proofs = new HashMap<>();
  private final Map<String, WeightedBound> bounds = new HashMap<>();

  /** Bound on an accumulator's values; the size of a typical weight, 0 for a sum. */
  private record WeightedBound(double value, Evidence evidence, double weightSize) {}

  /**
   * @param inputs encoding of the input that the plan has to keep; null to choose one
   */
  PlanBuilder(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      Measurements measured,
      double margin,
      @Nullable InputEncoding inputs) {
    if (!(margin >= 1)) {
      throw LensException.user("bad-option", "the margin must be at least 1, not " + margin);
    }
    this.graph = graph;
    this.feature = FeatureGraph.of(graph);
    this.shapes = GraphShapes.of(graph);
    this.weights = weights;
    this.measured = measured;
    this.margin = margin;
    this.inputs = inputs;
    this.truncations = new Truncations(feature);
  }

  FixedPointPlan build() {
    groupScales();
    proofs.put(LayerGraph.INPUT, inputRange());
    for (GraphNode node : feature.nodes()) {
      proofs.put(node.id(), provedValues(node));
    }
    groups.groups().forEach(this::chooseScale);
    return new PlanWriter(this).write();
  }

  private void groupScales() {
    groups.add(LayerGraph.INPUT);
    for (GraphNode node : feature.nodes()) {
      String id = node.id();
      if (node.layer() instanceof Layer.BatchNorm) {
        throw GraphRunner.unfolded(node);
      }
      if (truncations.isAccumulator(id)) {
        continue;
      }
      groups.add(id);
      if (!truncations.isSite(id)) {
        node.inputs().forEach(input -> groups.join(input, id, ratio(node)));
      }
    }
  }

  /** Words per input word: sums over windows stand for means. */
  double ratio(GraphNode node) {
    Shape in = shapes.of(node.inputs().getFirst());
    return switch (node.layer()) {
      case Layer.AveragePool p -> p.kernel() * p.kernel();
      case Layer.GlobalPool p -> p.reduction() == Layer.Reduction.MEAN ? in.dim(1) * in.dim(2) : 1;
      default -> 1;
    };
  }

  private Interval inputRange() {
    Preprocessing p = graph.preprocessing();
    double largest = 0;
    for (int c = 0; c < p.mean().size(); c++) {
      double mean = p.mean().get(c);
      double deviation = p.std().get(c);
      largest = Math.max(largest, Math.max(Math.abs(mean), Math.abs(p.scale() - mean)) / deviation);
    }
    return new Interval(-largest, largest);
  }

  /** Values of a node that no input can exceed; unbounded once a bound before it is measured. */
  private Interval provedValues(GraphNode node) {
    if (Truncations.hasWeights(node)) {
      Interval proof =
          proof(node.inputs().getFirst()).weighted(weight(node), bias(node), w -> w, b -> b);
      double size = Propagation.typicalWeight(weight(node), bias(node).length);
      return bounded(node, proof, size);
    }
    Interval proof =
        Propagation.through(node, node.inputs().stream().map(this::proof).toList(), shapes);
    return truncations.isSum(node.id()) ? bounded(node, proof, 0) : proof;
  }

  /** Chooses the bound of an accumulator: proved where that is cheap, or measured. */
  private Interval bounded(GraphNode node, Interval proof, double size) {
    double seen = measured.range(node.id()).largest() * margin * SLACK;
    boolean live = proof.isBounded() && proof.largest() > 0;
    boolean cheap = live && proof.largest() * SLACK <= PROOF_COST * seen;
    bounds.put(
        node.id(),
        cheap
            ? new WeightedBound(proof.largest() * SLACK, Evidence.PROVED, size)
            : new WeightedBound(seen > 0 ? seen : 1, Evidence.MEASURED, size));
    return cheap ? proof : Interval.NONE;
  }

  private Interval proof(String id) {
    return proofs.getOrDefault(id, Interval.NONE);
  }

  private WeightedBound bound(String accumulator) {
    WeightedBound bound = bounds.get(accumulator);
    if (bound == null) {
      throw LensException.internal("bad-plan", "no bound for " + accumulator);
    }
    return bound;
  }

  /**
   * Bound on an accumulator's values and, where it is a sum, on those of all its parts, which share
   * its scale.
   */
  double widest(String accumulator) {
    double widest = bound(accumulator).value;
    if (truncations.isSum(accumulator)) {
      for (String part : graph.node(accumulator).inputs()) {
        boolean added = accumulator.equals(truncations.sumOf(part));
        widest = Math.max(widest, added ? bound(part).value : seen(part) * SLACK);
      }
    }
    return widest;
  }

  private void chooseScale(String root, List<String> members) {
    double limit = Double.POSITIVE_INFINITY;
    double logs = 0;
    int wishes = 0;
    for (String id : members) {
      double factor = groups.find(id).factor();
      limit = Math.min(limit, largestScale(id) / factor);
      for (GraphNode consumer : feature.consumers(id)) {
        if (truncations.isSum(consumer.id())) {
          limit = Math.min(limit, LIMIT / widest(consumer.id()) / LEAST_LIFT / factor);
        }
        if (Truncations.hasWeights(consumer)) {
          logs += Math.log(balancedScale(id, consumer) / factor);
          wishes++;
        }
      }
    }
    InputEncoding kept = inputs;
    if (kept != null && members.contains(LayerGraph.INPUT)) {
      double scale = kept.scale() / groups.find(LayerGraph.INPUT).factor();
      if (scale > limit) {
        throw LensException.user(
            "plan-does-not-hold",
            "no fixed-point plan holds for layer "
                + LayerGraph.INPUT
                + ": with "
                + kept.fractionBits()
                + " fraction bits of the input, which are kept, a value that hangs on it needs"
                + " more than 30 bits");
      }
      rootScales.put(root, scale);
      return;
    }
    double wish = wishes == 0 ? limit : Math.min(limit, Math.exp(logs / wishes));
    String anchor =
        members.contains(feature.feature())
            ? feature.feature()
            : members.contains(LayerGraph.INPUT) ? LayerGraph.INPUT : root;
    double factor = groups.find(anchor).factor();
    rootScales.put(root, powerBelow(wish * factor) / factor);
  }

  /** Largest scale that {@code id}'s bounds allow. */
  private double largestScale(String id) {
    double value = id.equals(LayerGraph.INPUT) ? proof(id).largest() : seen(id);
    double limit = LIMIT / (value * SLACK);
    if (truncations.isSite(id)) {
      limit = Math.min(limit, LIMIT / widest(truncations.producer(id)) / 4);
    }
    if (id.equals(feature.feature())) {
      // The sum of a feature's words is at most sqrt(dimension) times its norm; it fits too.
      double sum = measured.featureNorm() * margin * Math.sqrt(shapes.of(id).size());
      limit = sum > 0 ? Math.min(limit, LIMIT / (sum * SLACK)) : limit;
    }
    return limit;
  }

  /** Scale of the input that makes its relative error equal to that of the weights. */
  private double balancedScale(String input, GraphNode consumer) {
    WeightedBound bound = bound(consumer.id());
    double activation = Math.sqrt(measured.range(input).meanSquare());
    double ratio = activation > 0 && bound.weightSize > 0 ? bound.weightSize / activation : 1;
    return Math.sqrt(LIMIT / bound.value * ratio);
  }

  /** Largest value of {@code id} that the plan allows for. */
  double seen(String id) {
    double largest = measured.range(id).largest() * margin;
    return largest > 0 ? largest : 1;
  }

  static double powerBelow(double value) {
    return Math.scalb(1.0, Math.getExponent(value));
  }

  // ------------------------------------------------------------ what PlanWriter needs

  FeatureGraph featureGraph() {
    return feature;
  }

  GraphShapes shapes() {
    return shapes;
  }

  Truncations truncations() {
    return truncations;
  }

  Measurements measurements() {
    return measured;
  }

  double margin() {
    return margin;
  }

  /** Scale of a tensor that is no accumulator. */
  double scale(String id) {
    ScaleGroups.Place place = groups.find(id);
    return rootScales.getOrDefault(place.root(), Double.NaN) * place.factor();
  }

  /** Largest |word| of an input with this scale. */
  int inputBound(double scale) {
    int needed = (int) Math.ceil(proof(LayerGraph.INPUT).largest() * scale);
    return inputs == null ? needed : inputs.bound();
  }

  double accumulatorBound(String accumulator) {
    return bound(accumulator).value;
  }

  Evidence evidence(String accumulator) {
    return bound(accumulator).evidence;
  }

  double weightSize(String weighted) {
    return bound(weighted).weightSize;
  }

  float[] weight(GraphNode node) {
    return tensor(node.id() + ".weight");
  }

  float[] bias(GraphNode node) {
    return tensor(node.id() + ".bias");
  }

  private float[] tensor(String name) {
    FloatTensor tensor = weights.get(name);
    if (tensor == null) {
      throw LensException.user("bad-model", "the weights " + name + " are missing");
    }
    return tensor.values();
  }
}
