package io.sharelens.testkit;

import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small graphs that hold every layer, in the arrangements of well-known networks. */
public final class SampleGraphs {
  private static final Preprocessing RGB =
      new Preprocessing(13, 1, List.of(0.5, 0.45, 0.4), List.of(0.2, 0.21, 0.22));

  private final List<GraphNode> nodes = new ArrayList<>();

  private SampleGraphs() {}

  private SampleGraphs add(String id, Layer layer, String... inputs) {
    nodes.add(new GraphNode(id, layer, List.of(inputs)));
    return this;
  }

  private LayerGraph graph(String feature) {
    return new LayerGraph(
        "test", RGB, nodes, feature, nodes.isEmpty() ? feature : nodes.getLast().id());
  }

  /** Convolutions, ReLU, a padded and a ceil pool, mean of the last one; a head to be left out. */
  public static LayerGraph plain(Layer.Reduction reduction) {
    return new SampleGraphs()
        .add("conv1", new Layer.Conv2d(3, 8, 3, 1, 1), LayerGraph.INPUT)
        .add("relu1", new Layer.Relu(), "conv1")
        .add("pool1", new Layer.MaxPool(3, 2, 1, false), "relu1")
        .add("conv2", new Layer.Conv2d(8, 16, 3, 1, 1), "pool1")
        .add("relu2", new Layer.Relu(), "conv2")
        .add("pool2", new Layer.MaxPool(2, 2, 0, true), "relu2")
        .add("feature", new Layer.GlobalPool(reduction), "pool2")
        .add("flatten", new Layer.Flatten(), "pool2")
        .add("drop", new Layer.Dropout(0.5), "flatten")
        .add("head", new Layer.Linear(16 * 16, 5), "drop")
        .graph("feature");
  }

  /** SqueezeNet's fire module: two expanding convolutions side by side, joined. */
  public static LayerGraph fire() {
    return new SampleGraphs()
        .add("conv1", new Layer.Conv2d(3, 8, 3, 2, 0), LayerGraph.INPUT)
        .add("relu1", new Layer.Relu(), "conv1")
        .add("squeeze", new Layer.Conv2d(8, 4, 1, 1, 0), "relu1")
        .add("squeeze.relu", new Layer.Relu(), "squeeze")
        .add("left", new Layer.Conv2d(4, 8, 1, 1, 0), "squeeze.relu")
        .add("left.relu", new Layer.Relu(), "left")
        .add("right", new Layer.Conv2d(4, 8, 3, 1, 1), "squeeze.relu")
        .add("right.relu", new Layer.Relu(), "right")
        .add("joined", new Layer.Concat(), "left.relu", "right.relu")
        .add("pool", new Layer.MaxPool(3, 2, 0, true), "joined")
        .add("conv2", new Layer.Conv2d(16, 12, 1, 1, 0), "pool")
        .add("relu2", new Layer.Relu(), "conv2")
        .add("feature", new Layer.GlobalPool(Layer.Reduction.MEAN), "relu2")
        .graph("feature");
  }

  /** ResNet's block: batch normalisation, a sum with a short cut, ReLU after it; average pool. */
  public static LayerGraph residual() {
    return new SampleGraphs()
        .add("conv1", new Layer.Conv2d(3, 8, 3, 1, 1), LayerGraph.INPUT)
        .add("bn1", new Layer.BatchNorm(8, 1e-5), "conv1")
        .add("relu1", new Layer.Relu(), "bn1")
        .add("conv2", new Layer.Conv2d(8, 8, 3, 1, 1), "relu1")
        .add("bn2", new Layer.BatchNorm(8, 1e-5), "conv2")
        .add("relu2", new Layer.Relu(), "bn2")
        .add("conv3", new Layer.Conv2d(8, 8, 3, 1, 1), "relu2")
        .add("bn3", new Layer.BatchNorm(8, 1e-5), "conv3")
        .add("sum", new Layer.Add(), "bn3", "relu1")
        .add("relu3", new Layer.Relu(), "sum")
        .add("average", new Layer.AveragePool(2, 2), "relu3")
        .add("flatten", new Layer.Flatten(), "average")
        .add("feature", new Layer.Linear(8 * 36, 10), "flatten")
        .graph("feature");
  }

  /**
   * Where stages of residual networks begin: a shortcut of zeros and every second position (option
   * A), then a convolution as the shortcut; a padded pool before them, the feature reduced.
   */
  public static LayerGraph shortcuts(Layer.Reduction reduction) {
    return new SampleGraphs()
        .add("conv1", new Layer.Conv2d(3, 8, 3, 1, 1), LayerGraph.INPUT)
        .add("bn1", new Layer.BatchNorm(8, 1e-5), "conv1")
        .add("relu1", new Layer.Relu(), "bn1")
        .add("pool", new Layer.MaxPool(3, 2, 1, false), "relu1")
        .add("conv2", new Layer.Conv2d(8, 14, 3, 2, 1), "pool")
        .add("bn2", new Layer.BatchNorm(14, 1e-5), "conv2")
        .add("zeros", new Layer.Subsample(2, 4, 2), "pool")
        .add("sum2", new Layer.Add(), "bn2", "zeros")
        .add("relu2", new Layer.Relu(), "sum2")
        .add("conv3", new Layer.Conv2d(14, 12, 3, 2, 1), "relu2")
        .add("bn3", new Layer.BatchNorm(12, 1e-5), "conv3")
        .add("across", new Layer.Conv2d(14, 12, 1, 2, 0), "relu2")
        .add("bn4", new Layer.BatchNorm(12, 1e-5), "across")
        .add("sum3", new Layer.Add(), "bn3", "bn4")
        .add("relu3", new Layer.Relu(), "sum3")
        .add("conv4", new Layer.Conv2d(12, 12, 3, 1, 1), "relu3")
        .add("bn5", new Layer.BatchNorm(12, 1e-5), "conv4")
        .add("sum4", new Layer.Add(), "relu3", "bn5")
        .add("relu4", new Layer.Relu(), "sum4")
        .add("feature", new Layer.GlobalPool(reduction), "relu4")
        .graph("feature");
  }

  /** Two sums side by side, rectified and joined, a pool after them. */
  public static LayerGraph joinedSums() {
    return new SampleGraphs()
        .add("conv1", new Layer.Conv2d(3, 6, 3, 1, 1), LayerGraph.INPUT)
        .add("relu1", new Layer.Relu(), "conv1")
        .add("left", new Layer.Conv2d(6, 6, 3, 1, 1), "relu1")
        .add("left.sum", new Layer.Add(), "left", "relu1")
        .add("left.relu", new Layer.Relu(), "left.sum")
        .add("right", new Layer.Conv2d(6, 6, 1, 1, 0), "relu1")
        .add("right.sum", new Layer.Add(), "relu1", "right")
        .add("right.relu", new Layer.Relu(), "right.sum")
        .add("joined", new Layer.Concat(), "left.relu", "right.relu")
        .add("pool", new Layer.MaxPool(2, 2, 0, false), "joined")
        .add("conv2", new Layer.Conv2d(12, 8, 3, 1, 1), "pool")
        .add("relu2", new Layer.Relu(), "conv2")
        .add("feature", new Layer.GlobalPool(Layer.Reduction.MEAN), "relu2")
        .graph("feature");
  }

  /** Normalised inputs, always the same for a seed. */
  public static List<float[]> inputs(LayerGraph graph, int count, long seed) {
    return Calibration.drawnInputs(graph.preprocessing(), count, new SplittableRandom(seed));
  }

  /** He weights with biases and normalisations that are not neutral. */
  public static Map<String, FloatTensor> weights(LayerGraph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FloatTensor> weights = WeightInit.he(graph, random);
    weights.forEach(
        (name, tensor) -> {
          if (tensor.shape().rank() == 1) {
            boolean positive = name.endsWith("running_var");
            for (int i = 0; i < tensor.values().length; i++) {
              float v = tensor.values()[i] + (float) random.nextGaussian() * 0.2f;
              tensor.values()[i] = positive ? Math.abs(v) + 0.1f : v;
            }
          }
        });
    return weights;
  }

  /** A model with {@link #weights}, folded, with a plan calibrated on drawn inputs. */
  public static PublishedModel publish(LayerGraph graph, long seed) {
    BatchNormFolding folded = BatchNormFolding.fold(graph, weights(graph, seed));
    LayerGraph plain = folded.graph();
    FixedPointPlan plan = Calibration.plan(plain, folded.weights(), inputs(plain, 12, 1));
    return PublishedModel.of(
        plain, folded.weights(), List.of("a", "b"), plan, null, TrainingRecord.untrained());
  }

  /** All of them. */
  public static List<LayerGraph> all() {
    return List.of(
        plain(Layer.Reduction.MEAN),
        plain(Layer.Reduction.SUM),
        plain(Layer.Reduction.MAX),
        fire(),
        residual(),
        shortcuts(Layer.Reduction.MEAN),
        shortcuts(Layer.Reduction.MAX),
        joinedSums());
  }
}
