package io.sharelens.plugins.resnet;

import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.testkit.SampleGraphs;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Models of all depths with He weights and normalisations that are not neutral. */
final class Nets {
  static final int CLASSES = 10;

  private Nets() {}

  /** A classifier: its feature are its class scores. */
  static PublishedModel classifier(String depth, int size, long seed) {
    return published(ResNetTest.graph(depth, size, CLASSES).scoring(), seed);
  }

  static PublishedModel published(LayerGraph graph, long seed) {
    BatchNormFolding folded = BatchNormFolding.fold(graph, SampleGraphs.weights(graph, seed));
    return PublishedModel.of(
        folded.graph(),
        folded.weights(),
        IntStream.range(0, CLASSES).mapToObj(i -> "class-" + i).toList(),
        Calibration.plan(folded.graph(), folded.weights(), pictures(graph, 8, 1)),
        null,
        TrainingRecord.untrained());
  }

  static List<float[]> pictures(LayerGraph graph, int count, long seed) {
    return Calibration.drawnInputs(graph.preprocessing(), count, new SplittableRandom(seed));
  }

  static int largest(double[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElseThrow();
  }
}
