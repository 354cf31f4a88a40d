package io.sharelens.inference.plan;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a model's values get on some inputs. Measurements of several owners can be merged;
 * {@link #coarse} is what an owner may send without telling more than powers of two.
 *
 * @param ranges by node id, {@link LayerGraph#INPUT} included
 * @param featureNorm largest Euclidean norm of a feature
 */
public record Measurements(Map<String, Range> ranges, double featureNorm) {
  public Measurements {
    ranges = Map.copyOf(ranges);
  }

  /**
   * Output values of one node.
   *
   * @param largest largest absolute value
   * @param meanSquare mean of the squares
   */
  public record Range(double largest, double meanSquare) {
    Range merge(Range other) {
      return new Range(Math.max(largest, other.largest), Math.max(meanSquare, other.meanSquare));
    }

    Range coarse() {
      return new Range(powerAbove(largest), powerAbove(meanSquare));
    }
  }

  /**
   * Runs the plain model over {@code inputs}.
   *
   * @throws LensException USER {@code plan-does-not-hold} if a layer's values are not finite, USER
   *     {@code bad-input} if there are no inputs
   */
  public static Measurements of(
      LayerGraph graph, Map<String, FloatTensor> weights, Iterable<float[]> inputs) {
    FloatReference reference = new FloatReference(graph, weights);
    Map<String, Range> ranges = new HashMap<>();
    double norm = 0;
    int count = 0;
    for (float[] input : inputs) {
      float[] feature =
          reference.features(
              input, (id, values) -> ranges.merge(id, range(id, values), Range::merge));
      norm = Math.max(norm, norm(feature));
      count++;
    }
    if (count == 0) {
      throw LensException.user("bad-input", "calibration needs at least one input");
    }
    String last = FeatureGraph.of(graph).feature();
    if (!Double.isFinite(norm)) {
      throw notFinite(last);
    }
    return new Measurements(ranges, norm);
  }

  /** The larger of both, node by node. */
  public Measurements merge(Measurements other) {
    Map<String, Range> merged = new HashMap<>(ranges);
    other.ranges.forEach((id, range) -> merged.merge(id, range, Range::merge));
    return new Measurements(merged, Math.max(featureNorm, other.featureNorm));
  }

  /** Every number rounded up to a power of two. */
  public Measurements coarse() {
    Map<String, Range> rounded = new HashMap<>();
    ranges.forEach((id, range) -> rounded.put(id, range.coarse()));
    return new Measurements(rounded, powerAbove(featureNorm));
  }

  Range range(String id) {
    Range range = ranges.get(id);
    if (range == null) {
      throw LensException.user("bad-plan", "node '" + id + "' was not measured");
    }
    return range;
  }

  private static Range range(String id, float[] values) {
    double largest = 0;
    double squares = 0;
    for (float v : values) {
      largest = Math.max(largest, Math.abs(v));
      squares += (double) v * v;
    }
    if (!Double.isFinite(largest) || !Double.isFinite(squares)) {
      throw notFinite(id);
    }
    return new Range(largest, squares / Math.max(1, values.length));
  }

  private static LensException notFinite(String id) {
    return LensException.user(
        "plan-does-not-hold", "the values of layer " + id + " are not finite");
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }

  private static double powerAbove(double value) {
    return value <= 0 ? 0 : Math.scalb(1.0, (int) Math.ceil(Math.log(value) / Math.log(2)));
  }
}
