package io.sharelens.cli;

import io.sharelens.cli.evaluate.Classification;
import io.sharelens.cli.evaluate.ClassificationTable;
import io.sharelens.cli.evaluate.Evaluation;
import io.sharelens.cli.evaluate.EvaluationRun;
import io.sharelens.cli.evaluate.EvaluationRun.Chosen;
import io.sharelens.cli.evaluate.EvaluationRun.Running;
import io.sharelens.cli.evaluate.EvaluationTable;
import io.sharelens.cli.evaluate.federated.FederatedExperiment;
import io.sharelens.cli.evaluate.federated.FederatedReport;
import io.sharelens.cli.evaluate.federated.FederatedTable;
import io.sharelens.cli.evaluate.federated.Settings;
import io.sharelens.cli.evaluate.federated.StartModel;
import io.sharelens.cli.evaluate.index.IndexExperiment;
import io.sharelens.cli.evaluate.index.IndexReport;
import io.sharelens.cli.evaluate.index.IndexTable;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.SchemeOption;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Retrieval quality and cost of a scheme on labelled pictures. */
@Command(
    name = "evaluate",
    description = {
      "Measures a scheme on pictures in class folders: a throw-away deployment of real processes,",
      "leave-one-out queries, the plaintext float model beside it.",
      "With --train, half of the pictures (those not taken by --limit) are trained on and never",
      "searched, so that the figures are of pictures that the model has not seen.",
      "With --classify, no searches: the class scores that the nodes compute, beside plaintext's.",
      "With --federated, owners train together: precision and loss after every round, seconds and",
      "bytes, beside training in one place and each owner alone.",
      "With --compare-indexes, the hierarchical index beside the flat one: features in plaintext,",
      "then shared among servers of this process, indexed and searched on shares."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final int CALIBRATION = 200;

  @Spec private CommandSpec spec;

  @Option(names = "--images", required = true, description = "Folder of class folders.")
  private Path images = Path.of(".");

  @Mixin private SchemeOption scheme = new SchemeOption();

  @ArgGroup private Weights weights = new Weights();

  @Option(names = "--size", description = "Input size (default: the model's or backbone's).")
  private int size;

  @Option(names = "--limit", description = "Pictures in the store (default: all).")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--classify",
      description = {
        "Instead of searching, classify every picture, on shares and in plaintext: how often the",
        "best class is the same, and how far scores differ. --import keeps the file's head."
      })
  private boolean classify;

  @Option(names = "--queries", description = "Queries (default: ${DEFAULT-VALUE}).")
  private int queries = 100;

  @Option(names = "-k", split = ",", description = "Results measured (default: 10,50).")
  private List<Integer> ks = List.of(10, 50);

  @Option(
      names = "--owners",
      split = ",",
      description = "Owners (default: 1; with --federated 5, and several numbers can be given).")
  private List<Integer> owners = List.of();

  @Option(names = "--heap", description = "Heap of a node (default: ${DEFAULT-VALUE}).")
  private String heap = "3g";

  @Option(
      names = "--stock",
      paramLabel = "MB",
      description = {
        "Dealer material that a server keeps; each query then waits, before its clock starts,",
        "until there is enough for it (default: none)."
      })
  private int stock;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private FederatedOptions federated = new FederatedOptions();

  @Mixin private IndexOptions index = new IndexOptions();

  static final class Weights {
    @Option(names = "--model", description = "A model file.")
    private @Nullable Path model;

    @Option(
        names = "--import",
        description = "Weights for the scheme's backbone: .safetensors, .pth or .th.")
    private @Nullable Path imported;

    @Option(names = "--train", description = "Train so many epochs first.")
    private int train;

    @Option(names = "--untrained", description = "He-random weights (the default).")
    private boolean untrained;
  }

  @Override
  public Integer call() {
    federated.check(spec.commandLine().getParseResult());
    if (classify && federated.federated) {
      throw LensException.user("bad-option", "--classify does nothing with --federated");
    }
    index.check(spec.commandLine().getParseResult());
    Progress progress = Progress.stderr();
    if (federated.federated) {
      federated(progress);
    } else if (index.compare) {
      indexes(progress);
    } else {
      retrieval(progress);
    }
    return 0;
  }

  private void print(Classification result) {
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), result);
    } else {
      ClassificationTable.print(spec.commandLine().getOut(), result);
    }
  }

  private void federated(Progress progress) {
    Settings settings = federated.settings(owners.isEmpty() ? List.of(5) : owners, queries, limit);
    Distribution here = Distribution.here();
    FederatedReport report;
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-scheme")) {
      Path yaml = scheme.yaml(here, folder.path());
      report =
          new FederatedExperiment(here, yaml, heap, settings, progress)
              .run(
                  LabelledPictures.read(images),
                  training ->
                      weights.model != null
                          ? StartModel.read(weights.model, training)
                          : weights.imported != null
                              ? StartModel.imported(here, yaml, size, weights.imported, training)
                              : StartModel.random(here, yaml, size, training));
    }
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), report);
    } else {
      FederatedTable.print(spec.commandLine().getOut(), report);
    }
  }

  private void indexes(Progress progress) {
    List<Integer> wanted = ks.stream().sorted().distinct().toList();
    if (wanted.isEmpty() || wanted.getFirst() < 1 || queries < 1) {
      throw LensException.user("bad-option", "k and queries must be positive");
    }
    Distribution here = Distribution.here();
    LabelledPictures photos = LabelledPictures.read(images);
    IndexReport report;
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-scheme")) {
      Path yaml = scheme.yaml(here, folder.path());
      Chosen chosen = ready(here, yaml, photos);
      report =
          new IndexExperiment(here, yaml, index.options(), index.pictures, queries, wanted)
              .run(chosen.model(), chosen.words(), photos, progress);
    }
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), report);
    } else {
      IndexTable.print(spec.commandLine().getOut(), report);
    }
  }

  /** The model that the options name, calibrated with some of the pictures where it has no plan. */
  private Chosen ready(Distribution here, Path yaml, LabelledPictures pictures) {
    if (weights.model != null) {
      return new Chosen(PublishedModel.read(weights.model), "from " + weights.model);
    }
    LabelledPictures some = pictures.split(CALIBRATION).getFirst();
    EvaluationRun run = new EvaluationRun(here, yaml, size, 1, queries, ks, Path.of(""), heap, 0);
    return weights.imported == null ? run.untrained(some) : run.imported(weights.imported, some);
  }

  private void retrieval(Progress progress) {
    List<Integer> wanted = ks.stream().sorted().distinct().toList();
    int count = owners.isEmpty() ? 1 : owners.getFirst();
    if (wanted.isEmpty() || wanted.getFirst() < 1 || queries < 1 || limit < 3 || count < 1) {
      throw LensException.user("bad-option", "k, queries and owners must be positive, limit 3");
    }
    if (owners.size() > 1) {
      throw LensException.user("bad-option", "several numbers of owners need --federated");
    }
    Distribution here = Distribution.here();
    LabelledPictures all = LabelledPictures.read(images);
    PublishedModel given = weights.model == null ? null : PublishedModel.read(weights.model);
    boolean training = weights.train > 0;
    int store = training ? Math.min(limit, all.size() / 2) : limit;
    List<LabelledPictures> parts = all.split(store);
    LabelledPictures stored = parts.getFirst();
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-evaluate")) {
      EvaluationRun run =
          new EvaluationRun(
              here,
              scheme.yaml(here, folder.path()),
              size,
              count,
              queries,
              wanted,
              folder.path(),
              heap,
              stock);
      Chosen chosen =
          given != null
              ? new Chosen(given, "from " + weights.model)
              : weights.imported != null
                  ? classify
                      ? run.classifier(weights.imported, stored)
                      : run.imported(weights.imported, stored)
                  : training
                      ? run.trained(parts.getLast(), weights.train, progress)
                      : run.untrained(stored);
      if (classify) {
        print(run.classify(chosen, stored, progress));
        return;
      }
      try (Running running = run.start(chosen, stored, progress)) {
        Evaluation.Intake intake = running.experiment().outsource(chosen.model());
        Evaluation result = run.evaluate(running, chosen, intake, null, stored, progress);
        if (json) {
          JsonOutput.print(spec.commandLine().getOut(), result);
        } else {
          EvaluationTable.print(spec.commandLine().getOut(), result);
        }
      }
    }
  }
}
