package io.sharelens.plugins.vgg11;

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

class Vgg11Test extends BackboneConformance {
  @Override
  protected BackboneFactory factory() {
    return new Vgg11();
  }

  @Override
  protected int smallest() {
    return 32;
  }

  private static LayerGraph graph(int size, String... options) {
    Map<String, String> map = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
    return new Vgg11().graph(size, 10, new PluginConfig(Vgg11.NAME, map));
  }

  @Test
  void hasThePublishedShapesAt224() {
    LayerGraph graph = graph(224, "head", "classic");
    Map<String, Shape> weights = GraphShapes.weights(graph);
    long parameters = weights.values().stream().mapToLong(Shape::size).sum();
    assertThat(parameters).isEqualTo(132_863_336L - 1000 * 4097 + 10 * 4097);
    assertThat(weights).containsEntry("fc1.weight", Shape.of(4096, 25_088));
    assertThat(GraphShapes.of(graph).of("pool5")).isEqualTo(Shape.of(512, 7, 7));
    assertThat(GraphShapes.of(graph).of("feature")).isEqualTo(Shape.of(512));
    assertThat(weights.keySet()).containsAll(new Vgg11().importNames().values());
  }

  @Test
  void theFeatureNeedsNoHead() {
    FeatureGraph run = FeatureGraph.of(graph(64, "head", "classic"));
    assertThat(run.nodes()).noneMatch(n -> n.layer() instanceof Layer.Linear);
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
        .isInstanceOf(LensException.class)
        .hasMessageContaining("mean, max or sum");
    assertThatThrownBy(() -> graph(32, "head", "none")).hasMessageContaining("average or classic");
  }

  @Test
  void ranksLikeFloatsAt64() {
    assertThat(agreement(untrained(64, 9))).isGreaterThanOrEqualTo(0.98);
  }
}
