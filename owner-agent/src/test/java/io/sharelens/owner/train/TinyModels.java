package io.sharelens.owner.train;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Models that train in a moment, for tests of this and other packages. */
public final class TinyModels {
  private TinyModels() {}

  /** Two convolutions over 16 x 16 pixels. */
  public static LayerGraph graph(int classes) {
    List<GraphNode> nodes =
        List.of(
            new GraphNode("conv1", new Layer.Conv2d(3, 12, 3, 2, 1), List.of(LayerGraph.INPUT)),
            new GraphNode("relu1", new Layer.Relu(), List.of("conv1")),
            new GraphNode("conv2", new Layer.Conv2d(12, 24, 3, 2, 1), List.of("relu1")),
            new GraphNode("relu2", new Layer.Relu(), List.of("conv2")),
            new GraphNode("feature", new Layer.GlobalPool(Reduction.MEAN), List.of("relu2")),
            new GraphNode("head", new Layer.Linear(24, classes), List.of("feature")));
    return new LayerGraph("small", GraphBlockTest.preprocessing(16), nodes, "feature", "head");
  }

  public static Map<String, FloatTensor> weights(LayerGraph graph, long seed) {
    return WeightInit.he(graph, new SplittableRandom(seed));
  }

  /** Classes as {@code PictureGenerator} names them. */
  public static List<String> classes(int n) {
    return IntStream.range(0, n).mapToObj("class-%02d"::formatted).toList();
  }

  public static PublishedModel model(int classes, long seed) {
    LayerGraph graph = graph(classes);
    return ModelAssembly.assemble(
        graph, weights(graph, seed), classes(classes), List.of(), null, TrainingRecord.untrained());
  }
}
