package io.sharelens.it;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A network of one convolution on 16x16 pictures, trained in moments. */
public final class TinyModel {
  private TinyModel() {}

  /** Writes a model of two classes into a folder. */
  public static Path write(Path folder) {
    LayerGraph graph =
        new LayerGraph(
            "tiny",
            new Preprocessing(16, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25)),
            List.of(
                new GraphNode("conv", new Layer.Conv2d(3, 16, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("relu", new Layer.Relu(), List.of("conv")),
                new GraphNode("pool", new Layer.MaxPool(2, 2, 0, false), List.of("relu")),
                new GraphNode(
                    "feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("pool")),
                new GraphNode("scores", new Layer.Linear(16, 2), List.of("feature"))),
            "feature",
            "scores");
    var weights = WeightInit.he(graph, new Random(1));
    var plan =
        Calibration.plan(
            graph, weights, Calibration.drawnInputs(graph.preprocessing(), 20, new Random(2)));
    Path file = folder.resolve("model.safetensors");
    PublishedModel.of(graph, weights, List.of("a", "b"), plan, null, TrainingRecord.untrained())
        .write(file);
    return file;
  }
}
