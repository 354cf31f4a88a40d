package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.FloatReference;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.plugins.resnet.ResNet;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Residual networks in the library that trains: sums, normalisation, shortcuts of both kinds. */
final class ResNetTrainingTest {
  private static final int CLASSES = 3;

  @TempDir Path folder;

  private static LayerGraph graph(String depth, int size) {
    return new ResNet()
        .graph(size, CLASSES, new PluginConfig("model-resnet-split", Map.of("depth", depth)));
  }

  private static void assertNear(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (float v : expected) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-4 * largest));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 16", "18, 33", "50, 32"})
  void theBlockEqualsTheReference(String depth, int size) {
    LayerGraph graph = graph(depth, size);
    Map<String, FloatTensor> weights = GraphBlockTest.weights(graph, 4);
    float[] chw = GraphBlockTest.picture(size, 5);

    assertNear(
        GraphBlockTest.forward(graph, graph.output(), weights, chw),
        new FloatReference(graph.scoring(), weights).features(chw));
  }

  @Test
  void trainsAndIsPublishedWithoutNormalisation() {
    LayerGraph graph = graph("20", 16);
    new PictureGenerator(20, 20, 5).write(folder, CLASSES, 4);
    TrainingSet set =
        TrainingSet.read(
            ClassFolders.read(folder),
            graph.preprocessing(),
            new PictureReader(PictureLimits.standard()),
            e -> {
              throw e;
            });
    Map<String, FloatTensor> start = WeightInit.he(graph, new SplittableRandom(1));
    List<Double> losses = new ArrayList<>();

    Map<String, FloatTensor> trained =
        new BackboneTrainer(graph, TrainingOptions.standard(5).withBatch(6))
            .train(start, set, e -> losses.add(e.loss()));

    assertThat(losses).hasSize(5);
    assertThat(losses.getLast()).isLessThan(0.7 * losses.getFirst());
    for (String moved : List.of("bn1.running_mean", "layer3.2.bn2.weight", "linear.weight")) {
      assertThat(trained.get(moved).values()).isNotEqualTo(start.get(moved).values());
    }
    PublishedModel model =
        ModelAssembly.assemble(
            graph,
            trained,
            List.of("a", "b", "c"),
            List.of(set.centre(0), set.centre(7)),
            null,
            TrainingRecord.untrained());
    assertThat(model.graph().nodes()).noneMatch(n -> n.layer() instanceof Layer.BatchNorm);
    assertThat(GraphShapes.weights(model.graph())).doesNotContainKey("bn1.weight");
    for (int i = 0; i < set.size(); i += 5) {
      assertNear(
          new FloatReference(model.graph().scoring(), model.weights()).features(set.centre(i)),
          GraphBlockTest.forward(graph, graph.output(), trained, set.centre(i)));
    }
  }
}
