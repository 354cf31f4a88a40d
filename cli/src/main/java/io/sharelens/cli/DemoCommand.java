package io.sharelens.cli;

import io.sharelens.cli.demo.DemoPictures;
import io.sharelens.cli.demo.DemoReport;
import io.sharelens.cli.demo.Resources;
import io.sharelens.cli.evaluate.Evaluation;
import io.sharelens.cli.evaluate.EvaluationRun;
import io.sharelens.cli.evaluate.EvaluationRun.Chosen;
import io.sharelens.cli.evaluate.EvaluationRun.Running;
import io.sharelens.cli.evaluate.EvaluationTable;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole platform on one machine in a few minutes. */
@Command(
    name = "demo",
    description = {
      "Starts three nodes, lets owners outsource photos as shares, trains a model briefly, extracts",
      "features under MPC, searches, and shows quality and cost beside plaintext."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /**
   * The default scheme with a backbone that learns something from few photos in a minute;
   * SqueezeNet needs the weights of a long training.
   */
  private static final String SCHEME = "fast-vgg11";

  @Spec private CommandSpec spec;

  @Option(names = "--images", description = "Folder of class folders (default: food photos).")
  private @Nullable Path images;

  @Option(names = "--scheme", description = "Scheme (default: ${DEFAULT-VALUE}).")
  private String scheme = SCHEME;

  @Option(names = "--owners", description = "Owners (default: ${DEFAULT-VALUE}).")
  private int owners = 3;

  @Option(names = "--queries", description = "Queries (default: ${DEFAULT-VALUE}).")
  private int queries = 20;

  @Option(names = "--pictures", description = "Pictures outsourced (default: ${DEFAULT-VALUE}).")
  private int pictures = 100;

  @Option(names = "--size", description = "Input size (default: ${DEFAULT-VALUE}).")
  private int size = 32;

  @Option(names = "--epochs", description = "Training epochs (default: ${DEFAULT-VALUE}).")
  private int epochs = 8;

  @Option(names = "--out", description = "Folder of the deployment and the contact sheet.")
  private @Nullable Path out;

  @Option(names = "--keep", description = "Leave it running and print the addresses.")
  private boolean keep;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (owners < 1 || queries < 1 || pictures < 3 || epochs < 0) {
      throw LensException.user(
          "bad-option", "owners and queries must be positive, pictures at least 3");
    }
    Progress progress = Progress.stderr();
    Distribution here = Distribution.here();
    Path folder = folder();
    Resources.require(folder, progress);
    DemoPictures source = DemoPictures.find(images, folder, progress);
    List<LabelledPictures> parts =
        source.pictures().split(Math.min(pictures, source.pictures().size() / 2));
    LabelledPictures stored = parts.getFirst();
    EvaluationRun run =
        new EvaluationRun(
            here, here.scheme(scheme), size, owners, queries, List.of(10), folder, "1g", 0);
    Chosen untrained = run.untrained(stored);
    Chosen chosen = epochs == 0 ? untrained : run.trained(parts.getLast(), epochs, progress);
    try (Running running = run.start(chosen, stored, progress)) {
      Evaluation result = run.evaluate(running, chosen, untrained, stored, progress);
      Path sheet = running.experiment().contactSheet(0, 10, folder.resolve("search"));
      DemoReport report =
          new DemoReport(
              source.words(),
              result,
              sheet.toString(),
              List.of(
                  running.deployment().url(1),
                  running.deployment().url(2),
                  running.deployment().url(3)),
              running.experiment().userYaml().toString(),
              folder.resolve("admin.yaml").toString());
      print(report);
      if (keep) {
        progress.stage(
            "running until Ctrl-C; try: ./sharelens search --config "
                + report.userConfig()
                + " PICTURE");
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }

  private void print(DemoReport report) {
    PrintWriter text = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(text, report);
      return;
    }
    text.println(report.pictures());
    EvaluationTable.print(text, report.result());
    text.println("contact sheet                " + report.contactSheet());
    if (keep) {
      for (int n = 0; n < 3; n++) {
        text.println("node " + (n + 1) + "                       " + report.nodes().get(n));
      }
      text.println("user's deployment file       " + report.userConfig());
      text.println("administrator's              " + report.adminConfig());
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
