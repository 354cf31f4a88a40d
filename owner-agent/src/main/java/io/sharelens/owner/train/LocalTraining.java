package io.sharelens.owner.train;

import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.plan.InputEncoding;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From class folders to a model that can be published: training on this machine alone, so that a
 * first model exists before there is a federation.
 *
 * @param graph the backbone with a head of as many classes as there are categories
 * @param start weights to begin with
 * @param categories the platform's class list
 * @param parent SHA-256 of the model that {@code start} is from; null for a first one
 */
public record LocalTraining(
    LayerGraph graph,
    Map<String, FloatTensor> start,
    List<String> categories,
    @Nullable String parent,
    @Nullable InputEncoding inputs) {
  public LocalTraining {
    categories = List.copyOf(categories);
  }

  /** A model whose pictures are encoded as suits it best. */
  public LocalTraining(
      LayerGraph graph,
      Map<String, FloatTensor> start,
      List<String> categories,
      @Nullable String parent) {
    this(graph, start, categories, parent, null);
  }

  /**
   * The same for pictures that were outsourced for another model.
   *
   * @throws LensException USER {@code preprocessing-differs} if they cannot serve this one
   */
  public LocalTraining like(PublishedModel other) {
    if (!other.graph().preprocessing().equals(graph.preprocessing())) {
      throw LensException.user(
          "preprocessing-differs",
          "the other model takes pictures as "
              + other.graph().preprocessing()
              + ", this one as "
              + graph.preprocessing());
    }
    return new LocalTraining(graph, start, categories, parent, InputEncoding.of(other.plan()));
  }

  /** Goes on from a model. */
  public static LocalTraining from(PublishedModel model) {
    return new LocalTraining(model.graph(), model.weights(), model.categories(), model.sha256());
  }

  /**
   * Trains and assembles.
   *
   * @param folders labelled pictures, labels in the order of the categories
   * @param skipped told of each file that cannot be read
   */
  public PublishedModel train(
      ClassFolders folders,
      PictureReader reader,
      TrainingOptions options,
      Consumer<EpochReport> progress,
      Consumer<LensException> skipped) {
    TrainingSet set = TrainingSet.read(folders, graph.preprocessing(), reader, skipped);
    Map<String, FloatTensor> weights =
        new BackboneTrainer(graph, options).train(start, set, progress);
    TrainingRecord record =
        new TrainingRecord("trained", options.epochs(), set.size(), "on one machine");
    return ModelAssembly.assemble(
        graph, weights, categories, sample(folders, reader), parent, record, inputs);
  }

  /**
   * The model with its first weights.
   *
   * @param folders pictures that the plan is measured on; may have none, then drawn ones serve
   */
  public PublishedModel untrained(
      ClassFolders folders, PictureReader reader, TrainingRecord record) {
    return ModelAssembly.assemble(
        graph, start, categories, sample(folders, reader), parent, record, inputs);
  }

  /** Input tensors of pictures spread evenly over the folders. */
  private List<float[]> sample(ClassFolders folders, PictureReader reader) {
    Preprocessor preprocessor = new Preprocessor(graph.preprocessing());
    List<ClassFolders.Labelled> files = folders.files();
    int n = Math.min(files.size(), ModelAssembly.CALIBRATION_PICTURES);
    List<float[]> inputs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Path file = files.get((int) ((long) i * files.size() / n)).file();
      try {
        inputs.add(preprocessor.tensor(reader.read(file)));
      } catch (LensException e) {
        if (e.kind() != ErrorKind.USER) {
          throw e;
        }
      }
    }
    return inputs;
  }
}
