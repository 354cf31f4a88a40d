package io.sharelens.inference.plan;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes fixed-point plans. */
public final class Calibration {
  /** Measured bounds are the largest value seen plus one bit. */
  public static final double DEFAULT_MARGIN = 2;

  private static final int DRAWN = 16;

  private Calibration() {}

  /**
   * A plan for the part of {@code graph} up to the feature, with the default margin.
   *
   * @param weights at least those of that part
   * @param inputs normalised input tensors [3, size, size], typical of what will be computed
   * @throws io.sharelens.mpc.error.LensException USER {@code plan-does-not-hold} naming the layer
   *     whose values do not fit 32-bit words with useful precision
   */
  public static FixedPointPlan plan(
      LayerGraph graph, Map<String, FloatTensor> weights, Iterable<float[]> inputs) {
    return plan(graph, weights, Measurements.of(graph, weights, inputs), DEFAULT_MARGIN);
  }

  /** As above, with a given encoding of inputs. */
  public static FixedPointPlan plan(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      Iterable<float[]> inputs,
      InputEncoding encoding) {
    return plan(graph, weights, Measurements.of(graph, weights, inputs), DEFAULT_MARGIN, encoding);
  }

  /** As above, from measurements made elsewhere. */
  public static FixedPointPlan plan(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      Measurements measurements,
      double margin) {
    return new PlanBuilder(graph, weights, measurements, margin, null).build();
  }

  /**
   * As above, for a model that takes the same input tensors as another one: tensors that were made
   * for that one stay usable.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code plan-does-not-hold} also where no plan
   *     with that encoding holds
   */
  public static FixedPointPlan plan(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      Measurements measurements,
      double margin,
      InputEncoding inputs) {
    return new PlanBuilder(graph, weights, measurements, margin, inputs).build();
  }

  /** The drawn inputs that every published model is measured on, whoever makes it. */
  public static List<float[]> drawnInputs(Preprocessing preprocessing) {
    return drawnInputs(preprocessing, DRAWN, new SplittableRandom(DRAWN));
  }

  /**
   * Drawn inputs for models that are published before there are pictures: black, white, and smooth
   * colour fields with stripes and noise, which cover the range of photos.
   */
  public static List<float[]> drawnInputs(
      Preprocessing preprocessing, int count, RandomGenerator random) {
    List<float[]> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] levels = new double[6];
      for (int c = 0; c < levels.length; c++) {
        levels[c] = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
      }
      double stripes = i < 2 ? 0 : random.nextDouble() * 0.5;
      double noise = i < 2 ? 0 : random.nextDouble() * 0.2;
      inputs.add(drawn(preprocessing, levels, stripes, noise, random));
    }
    return inputs;
  }

  private static float[] drawn(
      Preprocessing p, double[] levels, double stripes, double noise, RandomGenerator random) {
    int channels = p.mean().size();
    int size = p.size();
    float[] out = new float[channels * size * size];
    double fx = random.nextDouble() * 16;
    double fy = random.nextDouble() * 16;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double along = (double) (x + y) / (2 * size);
        double wave = stripes * Math.sin(2 * Math.PI * (fx * x + fy * y) / size);
        for (int c = 0; c < channels; c++) {
          double from = levels[c % 3];
          double to = levels[3 + c % 3];
          double v = from + (to - from) * along + wave + noise * random.nextGaussian();
          v = Math.max(0, Math.min(1, v)) * p.scale();
          out[(c * size + y) * size + x] = (float) ((v - p.mean().get(c)) / p.std().get(c));
        }
      }
    }
    return out;
  }
}
