package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GraphBlockTest {
  private static final int SIZE = 19;

  @BeforeAll
  static void environment() {
    DjlEnvironment.prepare();
  }

  private static GraphNode node(String id, Layer layer, String... inputs) {
    return new GraphNode(id, layer, List.of(inputs));
  }

  /** Every kind of layer: branches that are joined and added, odd sizes, padding, ceil mode. */
  static LayerGraph mixed(Reduction reduction) {
    List<GraphNode> nodes =
        List.of(
            node("stem", new Layer.Conv2d(3, 8, 3, 2, 1), LayerGraph.INPUT),
            node("stem.relu", new Layer.Relu(), "stem"),
            node("pool", new Layer.MaxPool(3, 2, 0, true), "stem.relu"),
            node("left", new Layer.Conv2d(8, 6, 1, 1, 0), "pool"),
            node("right", new Layer.Conv2d(8, 6, 3, 1, 1), "pool"),
            node("both", new Layer.Concat(), "left", "right"),
            node("both.relu", new Layer.Relu(), "both"),
            node("side", new Layer.Conv2d(12, 12, 3, 1, 1), "both.relu"),
            node("sum", new Layer.Add(), "side", "both.relu"),
            node("mean", new Layer.AveragePool(2, 1), "sum"),
            node("last", new Layer.MaxPool(2, 1, 0, false), "mean"),
            node("feature", new Layer.GlobalPool(reduction), "last"),
            node("flat", new Layer.Flatten(), "last"),
            node("drop", new Layer.Dropout(0.5), "flat"),
            node("head", new Layer.Linear(108, 5), "drop"));
    return new LayerGraph("mixed", preprocessing(SIZE), nodes, "feature", "head");
  }

  static Preprocessing preprocessing(int size) {
    return new Preprocessing(size, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
  }

  static Map<String, FloatTensor> weights(LayerGraph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FloatTensor> weights = new TreeMap<>(WeightInit.he(graph, random));
    weights.replaceAll(
        (name, tensor) -> {
          float[] values = tensor.values().clone();
          for (int i = 0; i < values.length && tensor.shape().rank() == 1; i++) {
            values[i] += random.nextFloat() * 0.3f; // biases that are not all zero
          }
          return new FloatTensor(tensor.shape(), values);
        });
    return weights;
  }

  static float[] forward(
      LayerGraph graph, String result, Map<String, FloatTensor> weights, float[] chw) {
    try (NDManager manager = NDManager.newBaseManager()) {
      GraphBlock block = new GraphBlock(graph, result);
      block.load(manager, weights);
      int size = graph.preprocessing().size();
      NDArray x = manager.create(chw, new Shape(1, 3, size, size));
      return block
          .forward(new ParameterStore(manager, false), new NDList(x), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  static float[] picture(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] chw = new float[3 * size * size];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = random.nextFloat() * 4 - 2;
    }
    return chw;
  }

  static void assertNear(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double tolerance = 1e-4 * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).isEqualTo(expected[i], within((float) tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheReference(Reduction reduction) {
    LayerGraph graph = mixed(reduction);
    Map<String, FloatTensor> weights = weights(graph, 4);
    float[] chw = picture(SIZE, 5);

    assertNear(
        forward(graph, graph.feature(), weights, chw),
        new FloatReference(graph, weights).features(chw));
  }

  @Test
  void batchNormalisationEqualsItsFolding() {
    LayerGraph graph =
        new LayerGraph(
            "normed",
            preprocessing(8),
            List.of(
                node("conv", new Layer.Conv2d(3, 4, 3, 1, 1), LayerGraph.INPUT),
                node("norm", new Layer.BatchNorm(4, 1e-5), "conv"),
                node("relu", new Layer.Relu(), "norm"),
                node("feature", new Layer.GlobalPool(Reduction.MEAN), "relu"),
                node("head", new Layer.Linear(4, 2), "feature")),
            "feature",
            "head");
    Map<String, FloatTensor> weights = weights(graph, 6);
    float[] chw = picture(8, 7);
    BatchNormFolding folded = BatchNormFolding.fold(graph, weights);

    assertNear(
        forward(graph, "feature", weights, chw),
        new FloatReference(folded.graph(), folded.weights()).features(chw));
  }

  @Test
  void weightsComeOutAsTheyWentIn() {
    LayerGraph graph = mixed(Reduction.MEAN);
    Map<String, FloatTensor> weights = weights(graph, 8);
    try (NDManager manager = NDManager.newBaseManager()) {
      GraphBlock block = new GraphBlock(graph, graph.output());
      block.load(manager, weights);

      Map<String, FloatTensor> out = block.weights();

      assertThat(out.keySet()).isEqualTo(weights.keySet());
      weights.forEach(
          (name, tensor) -> {
            assertThat(out.get(name).shape()).isEqualTo(tensor.shape());
            assertThat(out.get(name).values()).containsExactly(tensor.values());
          });
    }
  }

  @Test
  void aMissingWeightIsNamed() {
    LayerGraph graph = mixed(Reduction.MEAN);
    Map<String, FloatTensor> weights = weights(graph, 8);
    weights.remove("left.bias");
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> new GraphBlock(graph, graph.output()).load(manager, weights))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("left.bias");
    }
  }
}
