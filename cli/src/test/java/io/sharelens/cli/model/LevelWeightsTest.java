package io.sharelens.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LevelWeightsTest {
  private static GraphNode node(String id, Layer layer, String... inputs) {
    return new GraphNode(id, layer, List.of(inputs));
  }

  /** Two branches of equal depth, or of different depth. */
  private static LayerGraph graph(boolean equal) {
    List<GraphNode> nodes =
        List.of(
            node("stem", new Layer.Conv2d(3, 4, 3, 1, 1), LayerGraph.INPUT),
            node("stem.relu", new Layer.Relu(), "stem"),
            node("left", new Layer.Conv2d(4, 4, 1, 1, 0), "stem.relu"),
            node("right", new Layer.Conv2d(4, 4, 3, 1, 1), equal ? "stem.relu" : "left"),
            node("both", new Layer.Concat(), "left", "right"),
            node("both.relu", new Layer.Relu(), "both"),
            node("pool", new Layer.MaxPool(2, 2, 0, false), "both.relu"),
            node("feature", new Layer.GlobalPool(Reduction.MEAN), "pool"),
            node("head", new Layer.Linear(8, 3), "feature"));
    Preprocessing how =
        new Preprocessing(8, 255, List.of(120.0, 120.0, 120.0), List.of(1.0, 1.0, 1.0));
    return new LayerGraph("branches", how, nodes, "feature", "head");
  }

  /** He-random, but large, and with biases. */
  private static Map<String, FloatTensor> weights(LayerGraph graph) {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, FloatTensor> weights = new TreeMap<>(WeightInit.he(graph, random));
    weights.replaceAll(
        (name, tensor) -> {
          float[] values = tensor.values().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] + (tensor.shape().rank() == 1 ? random.nextFloat() * 50 : 0);
          }
          return new FloatTensor(tensor.shape(), values);
        });
    return weights;
  }

  private static List<float[]> pictures() {
    SplittableRandom random = new SplittableRandom(2);
    List<float[]> pictures = new ArrayList<>();
    for (int p = 0; p < 5; p++) {
      float[] chw = new float[3 * 8 * 8];
      for (int i = 0; i < chw.length; i++) {
        chw[i] = random.nextFloat() * 250 - 125;
      }
      pictures.add(chw);
    }
    return pictures;
  }

  @Test
  void featuresKeepTheirDirectionAndAreAboutOne() {
    LayerGraph graph = graph(true);
    Map<String, FloatTensor> before = weights(graph);

    Map<String, FloatTensor> after = LevelWeights.of(graph, before, pictures());

    assertThat(after.keySet()).isEqualTo(before.keySet());
    FloatReference old = new FloatReference(graph, before);
    FloatReference levelled = new FloatReference(graph, after);
    double squares = 0;
    double factor = 0;
    for (float[] picture : pictures()) {
      float[] a = old.features(picture);
      float[] b = levelled.features(picture);
      for (int i = 0; i < a.length; i++) {
        squares += b[i] * b[i];
        if (a[i] > 1e-3) {
          factor = factor == 0 ? b[i] / a[i] : factor;
          assertThat(b[i]).isCloseTo((float) (factor * a[i]), within(1e-4f * Math.abs(b[i])));
        }
      }
    }
    assertThat(factor).isPositive().isLessThan(0.1);
    assertThat(Math.sqrt(squares / 40)).isCloseTo(1, within(1e-3));
  }

  @Test
  void theHeadIsZero() {
    LayerGraph graph = graph(true);
    Map<String, FloatTensor> after = LevelWeights.of(graph, weights(graph), pictures());
    assertThat(after.get("head.weight").values()).containsOnly(0f);
    assertThat(after.get("head.bias").values()).containsOnly(0f);
  }

  @Test
  void branchesOfDifferentDepthAreRefused() {
    LayerGraph graph = graph(false);
    assertThatThrownBy(() -> LevelWeights.of(graph, weights(graph), pictures()))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("both joins branches of different depth");
  }
}
