package io.sharelens.inference.plan;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns chosen scales into the plan of each node and checks the proofs again, in whole words. */
final class PlanWriter {
  /** Fewest units that a typical weight, activation or feature value must keep. */
  private static final double MIN_UNITS = 4;

  /** ReLUs that are joined truncate alike where it costs a layer's weights at most four bits. */
  private static final double ALIKE_COST = 16;

  private final PlanBuilder choice;
  private final Map<String, NodePlan> plans = new HashMap<>();
  private final Map<String, Interval> words = new HashMap<>();

  PlanWriter(PlanBuilder choice) {
    this.choice = choice;
  }

  FixedPointPlan write() {
    double inputScale = choice.scale(LayerGraph.INPUT);
    int fractionBits = Math.getExponent(inputScale);
    if (Math.scalb(1.0, fractionBits) != inputScale) {
      throw refuse(LayerGraph.INPUT, "its scale is tied to a mean and is no power of two");
    }
    int inputBound = choice.inputBound(inputScale);
    words.put(LayerGraph.INPUT, new Interval(-inputBound, inputBound));
    for (GraphNode node : choice.featureGraph().nodes()) {
      if (choice.truncations().isSum(node.id())) {
        sum(node);
      } else if (Truncations.hasWeights(node)) {
        weighted(node);
      } else {
        plain(node);
      }
    }
    return new FixedPointPlan(fractionBits, inputBound, choice.margin(), plans, featureSpec());
  }

  private void weighted(GraphNode node) {
    String id = node.id();
    String site = choice.truncations().site(id);
    String input = node.inputs().getFirst();
    double inputScale = choice.scale(input);
    double outputScale = choice.scale(site);
    double value = choice.accumulatorBound(id);
    String sum = choice.truncations().sumOf(id);
    int truncate = truncate(sum == null ? widest(id) : choice.widest(sum), outputScale);
    Interval in = words.getOrDefault(input, Interval.NONE);
    boolean proved = choice.evidence(id) == Evidence.PROVED;
    Interval accumulator = accumulator(node, in, outputScale, truncate, inputScale);
    if (sum != null) {
      // All parts of a sum have one scale, so that a part's proof cannot lower it.
      proved &= accumulator.largest() < FixedPointPlan.LIMIT;
    }
    while (proved && truncate > 0 && accumulator.largest() >= FixedPointPlan.LIMIT) {
      truncate--;
      accumulator = accumulator(node, in, outputScale, truncate, inputScale);
    }
    if (truncate < 0) {
      throw refuse(id, "its results need more than 30 bits");
    }
    double scale = Math.scalb(outputScale, truncate);
    double weightScale = scale / inputScale;
    checkPrecision(node, weightScale, inputScale);
    boolean own = site.equals(id);
    double bound = proved ? accumulator.largest() : Math.floor(value * scale);
    Evidence evidence = proved ? Evidence.PROVED : Evidence.MEASURED;
    plans.put(id, new NodePlan(weightScale, scale, own ? truncate : 0, word(id, bound), evidence));
    Interval known = proved ? accumulator : new Interval(-bound, bound);
    // A measured bound is no proof: what comes after it is measured as well.
    words.put(id, own && proved ? accumulator.truncated(truncate) : proved ? known : Interval.NONE);
  }

  /** Bound that weighted node {@code id} and those that truncate like it have in common. */
  private double widest(String id) {
    double value = choice.accumulatorBound(id);
    double widest =
        choice.truncations().alike(id).stream()
            .mapToDouble(choice::accumulatorBound)
            .max()
            .orElse(value);
    return widest <= ALIKE_COST * value ? widest : value;
  }

  private static int truncate(double widest, double outputScale) {
    return Math.getExponent((FixedPointPlan.LIMIT - 1) / (widest * outputScale));
  }

  /** Accumulators as they are, and other inputs scaled up to them. */
  private void sum(GraphNode node) {
    String id = node.id();
    double outputScale = choice.scale(choice.truncations().site(id));
    int truncate = truncate(choice.widest(id), outputScale);
    if (truncate < 0) {
      throw refuse(id, "its results need more than 30 bits");
    }
    double scale = Math.scalb(outputScale, truncate);
    Interval total = new Interval(0, 0);
    for (String part : node.inputs()) {
      Interval range = words.getOrDefault(part, Interval.NONE);
      if (!id.equals(choice.truncations().sumOf(part))) {
        checkUnits(id, part, choice.scale(part));
        range = range.times(Math.rint(scale / choice.scale(part)));
      }
      total = total.plus(range);
    }
    boolean proved = total.largest() < FixedPointPlan.LIMIT;
    double bound = proved ? total.largest() : Math.floor(choice.accumulatorBound(id) * scale);
    plans.put(
        id,
        new NodePlan(0, scale, 0, word(id, bound), proved ? Evidence.PROVED : Evidence.MEASURED));
    words.put(id, proved ? total : Interval.NONE);
  }

  private Interval accumulator(
      GraphNode node, Interval in, double outputScale, int truncate, double inputScale) {
    double scale = Math.scalb(outputScale, truncate);
    double weightScale = scale / inputScale;
    return in.weighted(
        choice.weight(node),
        choice.bias(node),
        w -> Math.rint(w * weightScale),
        b -> Math.rint(b * scale));
  }

  private void plain(GraphNode node) {
    String id = node.id();
    Truncations truncations = choice.truncations();
    List<Interval> in =
        node.inputs().stream().map(i -> words.getOrDefault(i, Interval.NONE)).toList();
    Interval range = Propagation.words(node, in, choice.shapes());
    NodePlan source = null;
    if (truncations.isSite(id)) {
      source = plans.get(truncations.producer(id));
    } else if (truncations.isAccumulator(id)) {
      source = plans.get(truncations.source(id));
    }
    if (source != null) {
      boolean site = truncations.isSite(id);
      int truncate = site ? truncation(source.scale(), choice.scale(id)) : 0;
      plans.put(id, new NodePlan(0, source.scale(), truncate, source.bound(), source.evidence()));
      words.put(id, range.truncated(truncate));
      return;
    }
    boolean proved = range.largest() < FixedPointPlan.LIMIT;
    double scale = choice.scale(id);
    double bound = proved ? range.largest() : Math.ceil(choice.seen(id) * scale) + 1;
    plans.put(
        id,
        new NodePlan(0, scale, 0, word(id, bound), proved ? Evidence.PROVED : Evidence.MEASURED));
    words.put(id, proved ? range : Interval.NONE);
  }

  private static int truncation(double from, double to) {
    return Math.getExponent(from / to);
  }

  private void checkPrecision(GraphNode node, double weightScale, double inputScale) {
    String id = node.id();
    double weight = choice.weightSize(id) * weightScale;
    if (weight > 0 && weight < MIN_UNITS) {
      throw refuse(id, "its bound leaves a typical weight only " + weight + " units");
    }
    checkUnits(id, node.inputs().getFirst(), inputScale);
    for (float w : choice.weight(node)) {
      if (Math.abs(w * weightScale) >= FixedPointPlan.LIMIT) {
        throw refuse(id, "a weight of " + w + " needs more than 30 bits");
      }
    }
  }

  private void checkUnits(String id, String input, double inputScale) {
    double activation = Math.sqrt(choice.measurements().range(input).meanSquare()) * inputScale;
    if (activation > 0 && activation < MIN_UNITS) {
      throw refuse(id, "its bound leaves a typical input only " + activation + " units");
    }
  }

  private FeatureSpec featureSpec() {
    String id = choice.featureGraph().feature();
    NodePlan plan = plans.get(id);
    if (plan == null) {
      throw refuse(id, "no layer computes it");
    }
    double scale = plan.outputScale();
    int bound = (plan.bound() >> plan.truncate()) + (plan.truncate() > 0 ? 1 : 0);
    double typical = Math.sqrt(choice.measurements().range(id).meanSquare()) * scale;
    if (typical > 0 && typical < MIN_UNITS) {
      throw refuse(id, "its bound leaves a typical feature value only " + typical + " units");
    }
    int dimension = choice.shapes().of(id).size();
    double norm = choice.measurements().featureNorm() * choice.margin() * scale;
    long normBound = (long) Math.ceil(norm + Math.sqrt(dimension));
    return new FeatureSpec(dimension, nearestPower(scale), bound, normBound);
  }

  /** Exponent of a power of two that went through a division and a multiplication. */
  private static int nearestPower(double scale) {
    return Math.getExponent(scale * 1.5);
  }

  private static int word(String id, double bound) {
    if (!(bound < FixedPointPlan.LIMIT)) {
      throw refuse(id, "its results need more than 30 bits");
    }
    return (int) bound;
  }

  private static LensException refuse(String id, String why) {
    return LensException.user(
        "plan-does-not-hold", "no fixed-point plan holds for layer " + id + ": " + why);
  }
}
