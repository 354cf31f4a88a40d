package io.sharelens.cli;

import io.sharelens.cli.demo.DemoFaces;
import io.sharelens.cli.demo.DemoPictures;
import io.sharelens.cli.demo.DemoReport;
import io.sharelens.cli.demo.DemoTraining;
import io.sharelens.cli.demo.Resources;
import io.sharelens.cli.evaluate.Evaluation;
import io.sharelens.cli.evaluate.EvaluationRun;
import io.sharelens.cli.evaluate.EvaluationRun.Chosen;
import io.sharelens.cli.evaluate.EvaluationRun.Running;
import io.sharelens.cli.evaluate.EvaluationTable;
import io.sharelens.cli.evaluate.Normalisation;
import io.sharelens.cli.evaluate.federated.FederatedScheme;
import io.sharelens.cli.evaluate.federated.QualityMeter;
import io.sharelens.cli.evaluate.federated.Settings;
import io.sharelens.cli.evaluate.federated.Split;
import io.sharelens.cli.evaluate.federated.StartModel;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.SchemeOption;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole platform on one machine in a few minutes. */
@Command(
    name = "demo",
    description = {
      "Starts three nodes; owners train a model together in rounds and outsource photos as shares;",
      "features are extracted under MPC; a user searches. Shows precision round by round, and",
      "quality and cost of searches beside plaintext."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /**
   * The default scheme with a backbone that learns something from few photos in a minute;
   * SqueezeNet needs the weights of a long training.
   */
  private static final String SCHEME = "fast-vgg11";

  /** Few pictures at each owner: many small steps. */
  private static final int BATCH = 16;

  private static final double RATE = 0.01;

  @Spec private CommandSpec spec;

  @Option(names = "--images", description = "Folder of class folders (default: food photos).")
  private @Nullable Path images;

  @Mixin private SchemeOption scheme = new SchemeOption(SCHEME);

  @Option(names = "--owners", description = "Owners (default: ${DEFAULT-VALUE}).")
  private int owners = 3;

  @Option(names = "--queries", description = "Queries (default: ${DEFAULT-VALUE}).")
  private int queries = 20;

  @Option(names = "--pictures", description = "Pictures outsourced (default: ${DEFAULT-VALUE}).")
  private int pictures = 100;

  @Option(names = "--size", description = "Input size (default: ${DEFAULT-VALUE}).")
  private int size = 32;

  @Option(names = "--rounds", description = "Training rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--epochs",
      description = "Passes over an owner's pictures in a round (default: ${DEFAULT-VALUE}).")
  private int epochs = 3;

  @Option(names = "--out", description = "Folder of the deployment and the contact sheet.")
  private @Nullable Path out;

  @Option(
      names = "--keep",
      description = "Leave it running and print the addresses of its pages with what opens them.")
  private boolean keep;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (owners < 1 || queries < 1 || pictures < 3 || epochs < 1 || rounds < 0) {
      throw LensException.user(
          "bad-option", "owners, queries and epochs must be positive, pictures at least 3");
    }
    Progress progress = Progress.stderr();
    Distribution here = Distribution.here();
    Path folder = folder();
    Resources.require(folder, progress);
    DemoPictures source = DemoPictures.find(images, folder, progress);
    List<LabelledPictures> halves =
        source.pictures().split(Math.min(pictures, source.pictures().size() / 2));
    LabelledPictures stored = halves.getFirst();
    Path base = scheme.yaml(here, folder);
    boolean split = SchemeFile.read(base).sharedWeights();
    if (split && rounds > 0) {
      progress.stage("no training rounds: the scheme's model is split, and trained by its owner");
    }
    Settings settings = split || rounds == 0 ? null : settings();
    List<LabelledPictures> parts = settings == null ? List.of() : parts(settings, halves.getLast());
    Path used =
        settings == null
            ? base
            : FederatedScheme.write(base, folder.resolve("scheme.yaml"), settings, parts);
    EvaluationRun run =
        new EvaluationRun(here, used, size, owners, queries, List.of(10), folder, "1g", 0);
    StartModel start = StartModel.random(here, used, size, stored);
    Chosen untrained = new Chosen(start.model(), start.words());
    try (Running running = run.start(untrained, stored, progress)) {
      DemoTraining training =
          settings == null ? null : train(running, untrained, settings, parts, stored, progress);
      Chosen chosen = training == null ? untrained : training.chosen();
      Evaluation.Intake intake =
          training == null ? running.experiment().outsource(chosen.model()) : training.intake();
      Evaluation result = run.evaluate(running, chosen, intake, untrained, stored, progress);
      Path sheet = running.experiment().contactSheet(0, 10, folder.resolve("search"));
      DemoReport report =
          new DemoReport(
              source.words(),
              training,
              result,
              sheet.toString(),
              List.of(
                  running.deployment().url(1),
                  running.deployment().url(2),
                  running.deployment().url(3)),
              running.experiment().userYaml().toString(),
              folder.resolve("admin.yaml").toString(),
              keep ? faces(running, halves.getLast()) : null);
      print(report);
      if (keep) {
        progress.stage("running until Ctrl-C");
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }

  /** The scheme's own rounds, but of these owners alone and short. */
  private Settings settings() {
    return new Settings(
        List.of(owners),
        rounds,
        epochs,
        Split.parse("iid"),
        BATCH,
        RATE,
        0.9,
        5e-4,
        0,
        1,
        pictures,
        Integer.MAX_VALUE,
        false,
        false);
  }

  private static List<LabelledPictures> parts(Settings settings, LabelledPictures training) {
    return settings
        .split()
        .deal(training.labels(), settings.owners().getFirst(), 1, settings.seed())
        .stream()
        .map(training::pick)
        .toList();
  }

  private DemoTraining train(
      Running running,
      Chosen first,
      Settings settings,
      List<LabelledPictures> parts,
      LabelledPictures stored,
      Progress progress) {
    QualityMeter meter =
        new QualityMeter(
            first.model().graph(),
            Normalisation.of(scheme.file(Distribution.here())),
            stored,
            stored.size(),
            progress);
    return DemoTraining.run(running, first.model(), settings, parts, meter, progress);
  }

  private DemoFaces faces(Running running, LabelledPictures fresh) {
    List<String> names = IntStream.rangeClosed(1, owners).mapToObj(o -> "owner-" + o).toList();
    return DemoFaces.open(running.deployment(), names, fresh.files().getFirst());
  }

  private void print(DemoReport report) {
    PrintWriter text = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(text, report);
      return;
    }
    text.println(report.pictures());
    if (report.training() != null) {
      report.training().print(text);
    }
    EvaluationTable.print(text, report.result());
    text.println("contact sheet                " + report.contactSheet());
    if (keep) {
      for (int n = 0; n < 3; n++) {
        text.println("node " + (n + 1) + "                       " + report.nodes().get(n));
      }
      text.println("user's deployment file       " + report.userConfig());
      text.println("administrator's              " + report.adminConfig());
    }
    if (report.faces() != null) {
      report.faces().print(text);
    }
    text.flush();
  }

  private Path folder() {
    try {
      if (out == null) {
        return Files.createTempDirectory("sharelens-demo");
      }
      if (Files.exists(out) && !isEmpty(out)) {
        throw LensException.user("folder-in-use", out + " is not empty; choose a new folder");
      }
      return Files.createDirectories(out).toAbsolutePath().normalize();
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no folder for the demo: " + e, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
