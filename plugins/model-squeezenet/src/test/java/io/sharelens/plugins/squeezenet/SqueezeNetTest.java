package io.sharelens.plugins.squeezenet;

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
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqueezeNetTest extends BackboneConformance {
  @Override
  protected BackboneFactory factory() {
    return new SqueezeNet();
  }

  @Override
  protected int smallest() {
    return 32;
  }

  private static LayerGraph graph(int size, String... options) {
    Map<String, String> map = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
    return new SqueezeNet().graph(size, 10, new PluginConfig(SqueezeNet.NAME, map));
  }

  /** 1,235,496 parameters with 1000 classes, as torchvision counts them. */
  @Test
  void hasThePublishedShapes() {
    Map<String, Shape> weights = GraphShapes.weights(graph(227));
    long parameters = weights.values().stream().mapToLong(Shape::size).sum();
    assertThat(parameters).isEqualTo(1_235_496L - 1000 * 513 + 10 * 513);
    assertThat(weights)
        .containsEntry("fire6.squeeze1x1.weight", Shape.of(48, 256, 1, 1))
        .containsEntry("fire9.expand3x3.weight", Shape.of(256, 64, 3, 3));
    assertThat(weights.keySet())
        .containsExactlyInAnyOrderElementsOf(new SqueezeNet().importNames().values());
  }

  @Test
  void poolsRoundUpOrDown() {
    assertThat(GraphShapes.of(graph(227)).of("fire9")).isEqualTo(Shape.of(512, 13, 13));
    assertThat(GraphShapes.of(graph(227, "pooling", "ceil")).of("fire9"))
        .isEqualTo(Shape.of(512, 14, 14));
    assertThat(GraphShapes.of(graph(224)).of("fire9"))
        .as("224 pixels are filled either way")
        .isEqualTo(GraphShapes.of(graph(224, "pooling", "ceil")).of("fire9"));
    assertThatThrownBy(() -> graph(227, "pooling", "round"))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("ceil or floor");
  }

  @Test
  void inputsAreThoseOfTheWeights() {
    assertThat(graph(227).preprocessing().scale()).isEqualTo(255);
    assertThat(graph(227, "input", "torchvision").preprocessing().std())
        .containsExactly(0.229, 0.224, 0.225);
    assertThatThrownBy(() -> graph(227, "input", "bgr")).hasMessageContaining("torchvision");
  }

  @Test
  void theFeatureNeedsNoHead() {
    FeatureGraph run = FeatureGraph.of(graph(64));
    assertThat(run.nodes()).noneMatch(n -> n.id().startsWith("head"));
    assertThat(run.nodes().getLast().id()).isEqualTo("feature");
  }

  @Test
  void optionsChooseTheReduction() {
    for (Layer.Reduction r : Layer.Reduction.values()) {
      String name = r.name().toLowerCase(Locale.ROOT);
      assertThat(graph(32, "feature", name).node("feature").layer())
          .isEqualTo(new Layer.GlobalPool(r));
    }
    assertThatThrownBy(() -> graph(32, "feature", "median"))
        .hasMessageContaining("mean, max or sum");
  }

  @Test
  void ranksLikeFloatsAt64() {
    assertThat(agreement(untrained(64, 9))).isGreaterThanOrEqualTo(0.98);
  }
}
