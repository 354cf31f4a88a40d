package io.sharelens.node.runtime;

import io.sharelens.inference.InputCodec;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.List;
import java.util.Random;

/** A network of one convolution on 8x8 pictures: milliseconds under MPC, with all operations. */
final class TinyModel {
  static final int SIZE = 8;
  static final int ELEMENTS = 3 * SIZE * SIZE;

  private TinyModel() {}

  static PublishedModel make(long seed) {
    LayerGraph graph =
        new LayerGraph(
            "tiny",
            new Preprocessing(SIZE, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25)),
            List.of(
                new GraphNode("conv", new Layer.Conv2d(3, 16, 3, 1, 1), List.of(LayerGraph.INPUT)),
                new GraphNode("relu", new Layer.Relu(), List.of("conv")),
                new GraphNode("pool", new Layer.MaxPool(2, 2, 0, false), List.of("relu")),
                new GraphNode(
                    "feature", new Layer.GlobalPool(Layer.Reduction.MEAN), List.of("pool")),
                new GraphNode("scores", new Layer.Linear(16, 2), List.of("feature"))),
            "feature",
            "scores");
    var weights = WeightInit.he(graph, new Random(seed));
    var plan =
        Calibration.plan(
            graph, weights, Calibration.drawnInputs(graph.preprocessing(), 20, new Random(1)));
    return PublishedModel.of(
        graph, weights, List.of("a", "b"), plan, null, TrainingRecord.untrained());
  }

  /** A picture's words: a colour with some noise, so that pictures of one colour are near. */
  static int[] picture(PublishedModel model, int colour, long seed) {
    Random random = new Random(seed);
    float[] values = new float[ELEMENTS];
    double[] levels = {
      (colour & 1) * 3 - 1.5, (colour >> 1 & 1) * 3 - 1.5, (colour >> 2 & 1) * 3 - 1.5
    };
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (levels[i / (SIZE * SIZE)] + random.nextGaussian() * 0.1);
    }
    return new InputCodec(model.plan()).encode(values);
  }
}
