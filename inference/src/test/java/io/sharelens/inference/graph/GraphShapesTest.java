package io.sharelens.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphShapesTest {
  private static LayerGraph one(int size, Layer layer) {
    Preprocessing p = new Preprocessing(size, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    return new LayerGraph(
        "one", p, List.of(new GraphNode("a", layer, List.of(LayerGraph.INPUT))), "a", "a");
  }

  /** Sizes as PyTorch 2 gives them. */
  @ParameterizedTest
  @CsvSource({
    "13,3,2,0,false,6",
    "13,3,2,0,true,6",
    "14,3,2,0,false,6",
    "14,3,2,0,true,7",
    "13,2,2,0,true,7",
    "13,2,2,1,true,7",
    "14,2,2,1,true,8",
    "12,3,2,1,false,6",
    "5,1,3,0,true,2",
    "6,2,4,1,true,2",
  })
  void poolsRoundAsPyTorchDoes(int in, int k, int stride, int pad, boolean ceil, int out) {
    GraphShapes shapes = GraphShapes.of(one(in, new Layer.MaxPool(k, stride, pad, ceil)));
    assertThat(shapes.of("a")).isEqualTo(Shape.of(3, out, out));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    refused(one(4, new Layer.MaxPool(5, 1, 0, false)), "4 pixels");
    refused(one(8, new Layer.Conv2d(4, 8, 3, 1, 1)), "[3, 8, 8]");
    refused(one(8, new Layer.Linear(192, 2)), "a cannot take");
  }

  private static void refused(LayerGraph graph, String why) {
    assertThatThrownBy(() -> GraphShapes.of(graph))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-graph"))
        .hasMessageContaining(why);
  }
}
