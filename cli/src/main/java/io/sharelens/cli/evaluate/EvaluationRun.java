package io.sharelens.cli.evaluate;

import io.sharelens.cli.evaluate.Classification.Accuracy;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.model.Tensors;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.ScoringModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.owner.train.ModelAssembly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation from pictures to figures: a model, a throw-away deployment, an experiment on it.
 *
 * @param distribution where the nodes run from
 * @param scheme YAML
 * @param size input size in pixels of models that are made here; 0 for the backbone's usual one
 * @param owners among whom the pictures are dealt
 * @param queries leave-one-out queries wanted
 * @param ks results for which precision is measured, ascending
 * @param folder of the deployment
 * @param heap of each node
 * @param stock megabytes of dealer material that a server keeps for searches; 0 for none
 */
public record EvaluationRun(
    Distribution distribution,
    Path scheme,
    int size,
    int owners,
    int queries,
    List<Integer> ks,
    Path folder,
    String heap,
    int stock) {
  /** Seed of first weights; they are public, and equal ones make runs comparable. */
  private static final long WEIGHTS = 20220705;

  /** A model and what it is in words. */
  public record Chosen(PublishedModel model, String words) {}

  /** He-random weights, calibrated with {@code pictures}. */
  public Chosen untrained(LabelledPictures pictures) {
    ModelMaker maker = maker(pictures);
    return new Chosen(
        maker.publishable(maker.randomWeights(WEIGHTS), pictures, TrainingRecord.untrained()),
        "He-random weights");
  }

  /** Weights of a file for the scheme's backbone, calibrated with {@code pictures}. */
  public Chosen imported(Path file, LabelledPictures pictures) {
    ModelMaker maker = maker(pictures);
    String name = String.valueOf(file.getFileName());
    TrainingRecord record = new TrainingRecord("imported", 0, 0, name);
    return new Chosen(
        maker.publishable(maker.imported(file, WEIGHTS).weights(), pictures, record),
        "weights of " + name);
  }

  /** Weights of a file with its head, for classifying. */
  public Chosen classifier(Path file, LabelledPictures pictures) {
    ModelMaker maker = ModelMaker.classifier(distribution, scheme, size, file, List.of());
    String name = String.valueOf(file.getFileName());
    TrainingRecord record = new TrainingRecord("imported", 0, 0, name);
    return new Chosen(
        maker.publishable(maker.importedWithHead(file).weights(), pictures, record),
        "weights of " + name);
  }

  /** Trained here on pictures that are not in the store. */
  public Chosen trained(LabelledPictures training, int epochs, Progress progress) {
    ModelMaker maker = maker(training);
    return new Chosen(
        maker.trained(maker.randomWeights(WEIGHTS), null, training, epochs, progress),
        "trained %d epochs on %d other pictures".formatted(epochs, training.size()));
  }

  private ModelMaker maker(LabelledPictures pictures) {
    return ModelMaker.of(distribution, scheme, size, pictures.categories());
  }

  /** Writes a model, starts the nodes, and prepares the experiment. */
  public Running start(Chosen chosen, LabelledPictures pictures, Progress progress) {
    if (pictures.size() < 3) {
      throw LensException.user("no-pictures", "at least 3 pictures are needed");
    }
    DeploymentPlan plan =
        DeploymentPlan.loopback(folder, scheme, distribution.plugins())
            .withMaxK(Math.max(100, depth() + 1))
            .withStock(stock);
    LocalDeployment deployment = LocalDeployment.start(distribution, plan, heap, progress);
    try {
      Path file = folder.resolve("model.safetensors");
      chosen.model().write(file);
      boolean split = SchemeFile.read(scheme).sharedWeights();
      return new Running(
          deployment, new Experiment(deployment, file, split, pictures, owners, progress));
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  /** A deployment and the experiment on it. */
  public record Running(LocalDeployment deployment, Experiment experiment)
      implements AutoCloseable {
    @Override
    public void close() {
      experiment.close();
      deployment.close();
    }
  }

  /**
   * Searches what was outsourced, and compares with plaintext.
   *
   * @param chosen model that searches use
   * @param intake what {@link Experiment#outsource} gave
   * @param untrained to be compared with too; null for none
   */
  public Evaluation evaluate(
      Running running,
      Chosen chosen,
      Evaluation.Intake intake,
      @Nullable Chosen untrained,
      LabelledPictures pictures,
      Progress progress) {
    Experiment experiment = running.experiment();
    int[] numbers = Experiment.queries(pictures.size(), queries);
    Experiment.Searched searched = experiment.search(numbers, depth(), stock > 0);
    progress.stage("the same in plaintext, for comparison");
    Plaintext plaintext = new Plaintext(pictures, progress);
    float[][] plain = plaintext.floats(chosen.model());
    List<List<Integer>> rankings = rank(plain, numbers);
    Evaluation.Reference reference =
        reference(plain, plaintext.fixedPoint(chosen.model()), pictures);
    Measures before = null;
    if (untrained != null) {
      float[][] features = plaintext.floats(untrained.model());
      before = measures(numbers, rank(features, numbers), pictures);
    }
    return new Evaluation(
        SchemeFile.read(scheme).name(),
        pictures.size(),
        numbers.length,
        chosen.model().graph().preprocessing().size(),
        chosen.words(),
        measures(numbers, searched.rankings(), pictures),
        measures(numbers, rankings, pictures),
        Retrieval.agreement(searched.rankings(), rankings),
        reference,
        experiment.featureError(plain),
        intake,
        experiment.extractCost(),
        searched.cost(),
        Retrieval.chance(numbers, pictures.labels()),
        Math.min(depth(), pictures.size() - 1),
        running.deployment().pids(),
        stock > 0
            ? "material for a search before it starts, as far as %d MB hold it".formatted(stock)
            : "none: material is dealt while it is used",
        before);
  }

  /**
   * Classifies every picture on shares, at the nodes, and in plaintext.
   *
   * @param chosen whose class scores are computed
   */
  public Classification classify(Chosen chosen, LabelledPictures pictures, Progress progress) {
    List<float[]> sample = new ArrayList<>();
    Tensors tensors = new Tensors(chosen.model().graph().preprocessing(), pictures.files());
    for (int picture : Experiment.queries(pictures.size(), ModelAssembly.CALIBRATION_PICTURES)) {
      sample.add(tensors.get(picture));
    }
    sample.addAll(Calibration.drawnInputs(chosen.model().graph().preprocessing()));
    Chosen scoring = new Chosen(ScoringModel.of(chosen.model(), sample), chosen.words());
    try (Running running = start(scoring, pictures, progress)) {
      Experiment experiment = running.experiment();
      Evaluation.Intake intake = experiment.outsource(scoring.model());
      progress.stage("the same in plaintext, for comparison");
      float[][] plain = new Plaintext(pictures, progress).floats(scoring.model());
      float[][] secure = new float[plain.length][];
      for (int i = 0; i < secure.length; i++) {
        secure[i] = experiment.feature(i);
      }
      boolean same = chosen.model().categories().equals(pictures.categories());
      return new Classification(
          SchemeFile.read(scheme).name(),
          pictures.size(),
          chosen.model().graph().name(),
          chosen.model().graph().preprocessing().size(),
          chosen.words(),
          chosen.model().categories().size(),
          Agreement.of(secure, plain),
          same ? Accuracy.of(secure, plain, pictures.labels()) : null,
          intake,
          experiment.extractCost(),
          running.deployment().pids());
    }
  }

  /** Every picture a query, by the float model and by the integer reference. */
  private Evaluation.Reference reference(
      float[][] plain, float[][] fixed, LabelledPictures pictures) {
    int[] all = Experiment.queries(pictures.size(), pictures.size());
    List<List<Integer>> floats = rank(plain, all);
    List<List<Integer>> words = rank(fixed, all);
    return new Evaluation.Reference(
        all.length,
        measures(all, floats, pictures),
        measures(all, words, pictures),
        Retrieval.agreement(floats, words));
  }

  private int depth() {
    return Math.max(10, ks.getLast());
  }

  private List<List<Integer>> rank(float[][] features, int[] numbers) {
    Normalisation norm = Normalisation.of(SchemeFile.read(scheme));
    List<float[]> unit = new ArrayList<>();
    for (float[] f : features) {
      unit.add(norm.apply(f));
    }
    return Retrieval.rank(unit.toArray(float[][]::new), numbers, depth());
  }

  private Measures measures(int[] numbers, List<List<Integer>> rankings, LabelledPictures p) {
    return Measures.of(numbers, rankings, p.labels(), ks);
  }
}
