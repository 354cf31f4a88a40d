package io.sharelens.cli.model;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.owner.importer.WeightImporter;
import io.sharelens.owner.train.ClassFolders;
import io.sharelens.owner.train.LocalTraining;
import io.sharelens.owner.train.TrainingOptions;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes model files from a scheme's backbone: graph, weights, fixed-point plan. */
public final class ModelMaker {
  private static final PictureReader READER = new PictureReader(PictureLimits.standard());

  private final LayerGraph graph;
  private final List<String> categories;
  private final Map<String, String> importNames;
  private final @Nullable PublishedModel like;

  private ModelMaker(LayerGraph graph, List<String> categories, Map<String, String> importNames) {
    this(graph, categories, importNames, null);
  }

  private ModelMaker(
      LayerGraph graph,
      List<String> categories,
      Map<String, String> importNames,
      @Nullable PublishedModel like) {
    this.like = like;
    this.graph = graph;
    this.categories = List.copyOf(categories);
    this.importNames = importNames;
  }

  /**
   * For a scheme's backbone.
   *
   * @param scheme YAML
   * @param size pictures' height and width; 0 for what is usual with the backbone
   */
  public static ModelMaker of(
      Distribution distribution, Path scheme, int size, List<String> categories) {
    return Distribution.withPlugins(
        distribution.plugins(),
        host -> {
          Scheme s = new Scheme(SchemeFile.read(scheme), host);
          PluginConfig options = s.file().backbone().config();
          int side = size == 0 ? s.backbone().usualSize(options) : size;
          LayerGraph graph = s.backbone().graph(side, categories.size(), options);
          return new ModelMaker(graph, categories, Map.copyOf(s.backbone().importNames()));
        });
  }

  /**
   * For a scheme's backbone with the head that a file of weights has.
   *
   * @param scheme YAML
   * @param size pictures' height and width; 0 for what is usual with the backbone
   * @param categories as many as the head has classes; none: {@code class-0} and so on
   */
  public static ModelMaker classifier(
      Distribution distribution, Path scheme, int size, Path weights, List<String> categories) {
    return Distribution.withPlugins(
        distribution.plugins(),
        host -> {
          Scheme s = new Scheme(SchemeFile.read(scheme), host);
          PluginConfig options = s.file().backbone().config();
          int side = size == 0 ? s.backbone().usualSize(options) : size;
          Map<String, String> names = Map.copyOf(s.backbone().importNames());
          int classes =
              new WeightImporter(s.backbone().graph(side, 1, options), names).classes(weights);
          List<String> called =
              categories.isEmpty()
                  ? IntStream.range(0, classes).mapToObj(i -> "class-" + i).toList()
                  : categories;
          if (called.size() != classes) {
            throw LensException.user(
                "categories-differ",
                "%s has %d classes, but %d categories are named"
                    .formatted(weights, classes, called.size()));
          }
          return new ModelMaker(s.backbone().graph(side, classes, options), called, names);
        });
  }

  /** Goes on from a model, whatever backbone it has. */
  public static ModelMaker of(PublishedModel model) {
    return new ModelMaker(model.graph(), model.categories(), Map.of());
  }

  /**
   * One whose models take pictures that were outsourced for another model: of the same size,
   * normalised and encoded in the same way.
   *
   * @throws LensException USER {@code size-differs}
   */
  public ModelMaker like(PublishedModel model) {
    Preprocessing theirs = model.graph().preprocessing();
    if (theirs.size() != graph.preprocessing().size()) {
      throw LensException.user(
          "size-differs",
          "that model takes pictures of "
              + theirs.size()
              + " pixels, this one of "
              + graph.preprocessing().size());
    }
    LayerGraph same =
        new LayerGraph(graph.name(), theirs, graph.nodes(), graph.feature(), graph.output());
    return new ModelMaker(same, categories, importNames, model);
  }

  private LocalTraining training(Map<String, FloatTensor> start, @Nullable String parent) {
    LocalTraining training = new LocalTraining(graph, start, categories, parent);
    return like == null ? training : training.like(like);
  }

  public LayerGraph graph() {
    return graph;
  }

  /** First weights, equal for equal seeds: they are public. */
  public Map<String, FloatTensor> randomWeights(long seed) {
    return WeightInit.he(graph, draws(seed));
  }

  /** Weights of a file, with a fresh head for the categories. */
  public WeightImporter.Imported imported(Path file, long seed) {
    return new WeightImporter(graph, importNames).read(file, true, draws(seed));
  }

  /** Weights of a file, its head too. */
  public WeightImporter.Imported importedWithHead(Path file) {
    return new WeightImporter(graph, importNames).read(file, false, draws(0));
  }

  /**
   * A model with given weights.
   *
   * @param calibration pictures whose values the plan has to hold; none: drawn ones
   */
  public PublishedModel publishable(
      Map<String, FloatTensor> weights,
      @Nullable LabelledPictures calibration,
      TrainingRecord record) {
    ClassFolders folders =
        calibration == null ? new ClassFolders(categories, List.of()) : calibration.folders();
    return training(weights, null).untrained(folders, READER, record);
  }

  /**
   * Trains on this machine.
   *
   * @param start weights to begin with
   * @param parent SHA-256 of the model that they are from; null for first ones
   */
  public PublishedModel trained(
      Map<String, FloatTensor> start,
      @Nullable String parent,
      LabelledPictures pictures,
      int epochs,
      Progress progress) {
    progress.stage(
        "training %s on %d pictures, %d epochs".formatted(graph.name(), pictures.size(), epochs));
    return training(start, parent)
        .train(
            pictures.folders(),
            READER,
            TrainingOptions.standard(epochs).withBatch(batch(pictures.size())),
            e ->
                progress.stage(
                    "  epoch %d of %d: loss %.3f, accuracy %.2f, %.1f s"
                        .formatted(e.epoch(), e.epochs(), e.loss(), e.accuracy(), e.seconds())),
            e -> progress.stage("  left out: " + e.getMessage()));
  }

  /** The paper's 64 for many pictures; fewer pictures get at least ten steps an epoch. */
  private static int batch(int pictures) {
    return Math.max(8, Math.min(64, pictures / 10));
  }

  /** Weights and drawn calibration pictures are public: equal seeds shall give equal models. */
  private static RandomGenerator draws(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
