package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.model.LevelWeights;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.model.Tensors;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The model that everybody starts from.
 *
 * @param words what its weights are
 */
public record StartModel(PublishedModel model, String words) {
  /** Seed of first weights; they are public, and equal ones make runs comparable. */
  private static final long WEIGHTS = 20220705;

  /** Pictures that the size of features is measured on. */
  private static final int SAMPLE = 32;

  /** A model file, whose categories must be the pictures'. */
  public static StartModel read(Path file, LabelledPictures pictures) {
    PublishedModel model = PublishedModel.read(file);
    if (!model.categories().equals(pictures.categories())) {
      throw LensException.user(
          "categories-differ",
          "the model's categories "
              + model.categories()
              + " are not the folders' "
              + pictures.categories());
    }
    return new StartModel(model, "from " + file.getFileName());
  }

  /**
   * He-random weights for a scheme's backbone, levelled: without that a net like VGG11 diverges at
   * usual rates.
   */
  public static StartModel random(
      Distribution distribution, Path scheme, int size, LabelledPictures pictures) {
    ModelMaker maker = ModelMaker.of(distribution, scheme, size, pictures.categories());
    Map<String, FloatTensor> levelled =
        LevelWeights.of(maker.graph(), maker.randomWeights(WEIGHTS), sample(maker, pictures));
    return new StartModel(
        maker.publishable(levelled, pictures, TrainingRecord.untrained()),
        "He-random weights, levelled");
  }

  /** Weights of a file for a scheme's backbone, levelled. */
  public static StartModel imported(
      Distribution distribution, Path scheme, int size, Path file, LabelledPictures pictures) {
    ModelMaker maker = ModelMaker.of(distribution, scheme, size, pictures.categories());
    String name = String.valueOf(file.getFileName());
    Map<String, FloatTensor> weights = maker.imported(file, WEIGHTS).weights();
    Map<String, FloatTensor> levelled =
        LevelWeights.of(maker.graph(), weights, sample(maker, pictures));
    return new StartModel(
        maker.publishable(levelled, pictures, new TrainingRecord("imported", 0, 0, name)),
        "weights of " + name + ", levelled");
  }

  private static List<float[]> sample(ModelMaker maker, LabelledPictures pictures) {
    Tensors tensors = new Tensors(maker.graph().preprocessing(), pictures.files());
    int n = Math.min(SAMPLE, pictures.size());
    List<float[]> sample = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      sample.add(tensors.get((int) ((long) i * pictures.size() / n)));
    }
    return sample;
  }
}
