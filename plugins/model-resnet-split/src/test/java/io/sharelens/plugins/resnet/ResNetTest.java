package io.sharelens.plugins.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.testkit.BackboneConformance;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All depths as graphs; depth 18 also as every backbone. */
class ResNetTest extends BackboneConformance {
  @Override
  protected BackboneFactory factory() {
    return new ResNet();
  }

  @Override
  protected int smallest() {
    return 32;
  }

  static LayerGraph graph(String depth, int size, int categories) {
    return new ResNet()
        .graph(size, categories, new PluginConfig(ResNet.NAME, Map.of("depth", depth)));
  }

  /**
   * Parameters as torchvision publishes them for 1000 classes (statistics of normalisation not
   * counted), and as He et al. count them for CIFAR: 0.27 and 0.85 million. A convolution has a
   * bias here, which those before a normalisation do without.
   */
  @ParameterizedTest
  @CsvSource({
    "18, 224, 1000, 11689512, 512",
    "34, 224, 1000, 21797672, 512",
    "50, 224, 1000, 25557032, 2048",
    "20, 32, 10, 269722, 64",
    "56, 32, 10, 853018, 64"
  })
  void hasThePublishedParameters(
      String depth, int size, int categories, long parameters, int features) {
    LayerGraph graph = graph(depth, size, categories);
    long counted =
        GraphShapes.weights(graph).entrySet().stream()
            .filter(w -> !w.getKey().contains("running_"))
            .filter(w -> !w.getKey().matches(".*(conv\\d|downsample\\.0)\\.bias"))
            .mapToLong(w -> w.getValue().size())
            .sum();
    assertThat(counted).isEqualTo(parameters);
    GraphShapes shapes = GraphShapes.of(graph);
    assertThat(shapes.of("feature")).isEqualTo(Shape.of(features));
    assertThat(shapes.of(graph.output())).isEqualTo(Shape.of(categories));
    assertThat(graph.name()).isEqualTo("resnet" + depth);
    long weighted =
        graph.nodes().stream()
            .filter(n -> !n.id().contains("downsample"))
            .filter(n -> n.layer() instanceof Layer.Conv2d || n.layer() instanceof Layer.Linear)
            .count();
    assertThat(weighted).isEqualTo(Integer.parseInt(depth));
  }

  @Test
  void nodesAreCalledAsInTorchvisionsFiles() {
    assertThat(GraphShapes.weights(graph("18", 224, 1000)))
        .containsEntry("conv1.weight", Shape.of(64, 3, 7, 7))
        .containsEntry("layer1.0.bn2.running_var", Shape.of(64))
        .containsEntry("layer2.0.downsample.0.weight", Shape.of(128, 64, 1, 1))
        .containsEntry("layer2.0.downsample.1.weight", Shape.of(128))
        .containsEntry("layer4.1.conv2.weight", Shape.of(512, 512, 3, 3))
        .containsEntry("fc.weight", Shape.of(1000, 512))
        .doesNotContainKey("layer1.0.downsample.0.weight");
    assertThat(GraphShapes.weights(graph("50", 224, 1000)))
        .containsEntry("layer1.0.downsample.0.weight", Shape.of(256, 64, 1, 1))
        .containsEntry("layer4.2.conv3.weight", Shape.of(2048, 512, 1, 1));
    assertThat(GraphShapes.weights(graph("20", 32, 10)))
        .containsEntry("conv1.weight", Shape.of(16, 3, 3, 3))
        .containsEntry("layer3.2.conv2.weight", Shape.of(64, 64, 3, 3))
        .containsEntry("linear.weight", Shape.of(10, 64));
  }

  @Test
  void stagesHalveThePositions() {
    GraphShapes photos = GraphShapes.of(graph("34", 224, 5));
    assertThat(photos.of("maxpool")).isEqualTo(Shape.of(64, 56, 56));
    assertThat(photos.of("layer4.2.relu")).isEqualTo(Shape.of(512, 7, 7));
    GraphShapes small = GraphShapes.of(graph("56", 32, 5));
    assertThat(small.of("layer1.8.relu")).isEqualTo(Shape.of(16, 32, 32));
    assertThat(small.of("layer3.8.relu")).isEqualTo(Shape.of(64, 8, 8));
  }

  @Test
  void shortcutsOfSmallNetworksHaveNoWeights() {
    LayerGraph graph = graph("20", 32, 10);
    assertThat(graph.node("layer2.0.shortcut").layer()).isEqualTo(new Layer.Subsample(2, 8, 8));
    assertThat(graph.node("layer3.0.shortcut").layer()).isEqualTo(new Layer.Subsample(2, 16, 16));
    assertThat(graph.node("layer2.1.add").inputs())
        .containsExactly("layer2.1.bn2", "layer2.0.relu");
  }

  @Test
  void theFeatureNeedsNoHead() {
    FeatureGraph run = FeatureGraph.of(graph("18", 64, 10));
    assertThat(run.nodes()).noneMatch(n -> n.layer() instanceof Layer.Linear);
    assertThat(run.nodes().getLast().id()).isEqualTo("feature");
  }

  @Test
  void theUsualSizeFollowsTheDepth() {
    assertThat(new ResNet().usualSize()).isEqualTo(224);
    for (String depth : new String[] {"20", "56"}) {
      PluginConfig config = new PluginConfig(ResNet.NAME, Map.of("depth", depth));
      assertThat(new ResNet().usualSize(config)).isEqualTo(32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"19", "101", "-18", "", "eighteen"})
  void otherDepthsAreRefused(String depth) {
    assertRefused(() -> graph(depth, 32, 10), "20, 56");
    assertRefused(
        () -> new ResNet().usualSize(new PluginConfig(ResNet.NAME, Map.of("depth", depth))),
        "18, 34, 50");
  }

  @Test
  void otherSizesAreRefused() {
    assertRefused(() -> graph("18", 31, 10), "32 to 512");
    assertRefused(() -> graph("50", 513, 10), "32 to 512");
    assertRefused(() -> graph("20", 4, 10), "8 to 512");
    assertRefused(() -> graph("20", 34, 10), "34 pixels is no multiple of 4");
    assertRefused(() -> graph("20", 32, 0), "at least one category");
  }

  private static void assertRefused(Runnable call, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-option"))
        .hasMessageContaining(words);
  }
}
