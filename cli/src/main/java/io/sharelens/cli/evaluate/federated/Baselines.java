package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.evaluate.federated.FederatedReport.Trained;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.owner.train.BackboneTrainer;
import io.sharelens.owner.train.TrainingOptions;
import io.sharelens.owner.train.TrainingSet;
import io.sharelens.spi.graph.LayerGraph;
import java.util.Map;

/**
 * What federated training has to be measured against: the same first weights, optimiser, rate and
 * number of passes over the pictures, but in one place.
 */
final class Baselines {
  private final LayerGraph graph;
  private final Map<String, FloatTensor> start;
  private final Settings settings;
  private final QualityMeter meter;
  private final Progress progress;

  Baselines(
      LayerGraph graph,
      Map<String, FloatTensor> start,
      Settings settings,
      QualityMeter meter,
      Progress progress) {
    this.graph = graph;
    this.start = start;
    this.settings = settings;
    this.meter = meter;
    this.progress = progress;
  }

  /**
   * Trains on these pictures alone.
   *
   * @param what for the progress
   */
  Trained train(String what, LabelledPictures pictures) {
    progress.stage("%s: %d pictures, %d epochs".formatted(what, pictures.size(), epochs()));
    TrainingSet set =
        TrainingSet.read(
            pictures.folders(),
            graph.preprocessing(),
            new PictureReader(PictureLimits.standard()),
            e -> progress.stage("  left out: " + e.getMessage()));
    long begin = System.nanoTime();
    Map<String, FloatTensor> weights =
        new BackboneTrainer(graph, options())
            .train(start, set, e -> progress.step(what + ", epoch", e.epoch(), e.epochs()));
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Trained(epochs(), set.size(), meter.measure(weights), seconds);
  }

  private int epochs() {
    return settings.epochs();
  }

  private TrainingOptions options() {
    TrainingOptions standard = TrainingOptions.standard(epochs());
    return new TrainingOptions(
        epochs(),
        settings.batch(),
        (float) settings.rate(),
        (float) settings.momentum(),
        (float) settings.weightDecay(),
        standard.warmUp(),
        standard.clip(),
        0,
        settings.seed());
  }
}
