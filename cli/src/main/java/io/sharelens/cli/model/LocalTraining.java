package io.sharelens.cli.model;

import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.owner.train.BackboneTrainer;
import io.sharelens.owner.train.ClassFolders;
import io.sharelens.owner.train.TrainingOptions;
import io.sharelens.owner.train.TrainingSet;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plain training on this machine's pictures, so that a first model exists. */
public final class LocalTraining {
  private LocalTraining() {}

  /** Weights after {@code epochs} passes over the pictures. */
  public static Map<String, FloatTensor> run(
      LayerGraph graph,
      Map<String, FloatTensor> start,
      LabelledPictures pictures,
      int epochs,
      Progress progress) {
    progress.stage(
        "training " + graph.name() + " on " + pictures.size() + " pictures, " + epochs + " epochs");
    List<ClassFolders.Labelled> files = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      files.add(new ClassFolders.Labelled(pictures.files().get(i), pictures.labels()[i]));
    }
    TrainingSet set =
        TrainingSet.read(
            new ClassFolders(pictures.categories(), files),
            graph.preprocessing(),
            new PictureReader(PictureLimits.standard()),
            e -> progress.stage("  left out: " + e.getMessage()));
    TrainingOptions options = TrainingOptions.standard(epochs).withBatch(batch(pictures.size()));
    return new BackboneTrainer(graph, options)
        .train(
            start,
            set,
            e ->
                progress.stage(
                    "  epoch %d of %d: loss %.3f, accuracy %.2f, %.1f s"
                        .formatted(e.epoch(), e.epochs(), e.loss(), e.accuracy(), e.seconds())));
  }

  /** The paper's 64 for many pictures; fewer pictures get at least ten steps an epoch. */
  private static int batch(int pictures) {
    return Math.max(8, Math.min(64, pictures / 10));
  }
}
