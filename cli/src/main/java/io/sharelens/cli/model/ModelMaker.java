package io.sharelens.cli.model;

import io.sharelens.cli.local.Distribution;
import io.sharelens.inference.model.BatchNormFolding;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.owner.importer.WeightImporter;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Makes model files from a scheme's backbone: graph, weights, fixed-point plan. */
public final class ModelMaker {
  /** Pictures that a plan is calibrated with: enough that the measured maxima settle. */
  public static final int CALIBRATION_PICTURES = 32;

  private final LayerGraph graph;
  private final List<String> categories;
  private final Map<String, String> importNames;

  private ModelMaker(LayerGraph graph, List<String> categories, Map<String, String> importNames) {
    this.graph = graph;
    this.categories = List.copyOf(categories);
    this.importNames = importNames;
  }

  /**
   * For a scheme's backbone.
   *
   * @param scheme YAML
   * @param size pictures' height and width
   */
  public static ModelMaker of(
      Distribution distribution, Path scheme, int size, List<String> categories) {
    return Distribution.withPlugins(
        distribution.plugins(),
        host -> {
          Scheme s = new Scheme(SchemeFile.read(scheme), host);
          LayerGraph graph =
              s.backbone().graph(size, categories.size(), s.file().backbone().config());
          return new ModelMaker(graph, categories, Map.copyOf(s.backbone().importNames()));
        });
  }

  public LayerGraph graph() {
    return graph;
  }

  /** First weights, equal for equal seeds: they are public. */
  public Map<String, FloatTensor> randomWeights(long seed) {
    return WeightInit.he(graph, draws(seed));
  }

  /** Weights of a file; the head stays as in {@code first} where the file's has other classes. */
  public WeightImporter.Imported imported(Path file, long seed) {
    return new WeightImporter(graph, importNames).read(file, true, draws(seed));
  }

  /**
   * A model file's content.
   *
   * @param calibration pictures whose values the plan has to hold; drawn ones if empty
   */
  public PublishedModel publishable(
      Map<String, FloatTensor> weights,
      List<Path> calibration,
      @Nullable String parent,
      TrainingRecord trained) {
    BatchNormFolding folded = BatchNormFolding.fold(graph, weights);
    Iterable<float[]> inputs =
        calibration.isEmpty()
            ? Calibration.drawnInputs(graph.preprocessing(), CALIBRATION_PICTURES, draws(1))
            : new Tensors(graph.preprocessing(), spread(calibration));
    FixedPointPlan plan = Calibration.plan(folded.graph(), folded.weights(), inputs);
    return PublishedModel.of(folded.graph(), folded.weights(), categories, plan, parent, trained);
  }

  private static List<Path> spread(List<Path> all) {
    int step = Math.max(1, all.size() / CALIBRATION_PICTURES);
    return java.util.stream.IntStream.iterate(0, i -> i < all.size(), i -> i + step)
        .mapToObj(all::get)
        .limit(CALIBRATION_PICTURES)
        .toList();
  }

  /** Weights and drawn calibration pictures are public: equal seeds shall give equal models. */
  private static RandomGenerator draws(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
