package io.sharelens.cli.bench;

import io.sharelens.cli.bench.BenchSpec.Reading;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.model.ModelMaker;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Speed and traffic of protocols, kernels, models and searches. */
@Command(
    name = "bench",
    description = {
      "Measures speed and traffic with both servers and the dealer as processes over mutual TLS",
      "on loopback. Online: all dealer material in stock. Total: none."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final Set<String> ALL =
      Set.of("comparison", "relu", "maxpool", "conv", "model", "search");

  @Spec private CommandSpec spec;

  @Option(
      names = "--what",
      split = ",",
      description = "comparison, relu, maxpool, conv, model, search (default: all but model).")
  private List<String> what = List.of("comparison", "relu", "maxpool", "conv", "search");

  @Option(names = "--plugin", description = "Comparison plugin (default: the scheme's).")
  private @Nullable String plugin;

  @Option(names = "--elements", description = "Inputs (default: ${DEFAULT-VALUE}).")
  private int elements = 100_000;

  @Option(names = "--model", description = "Backbone (default: the scheme's).")
  private @Nullable String model;

  @Option(names = "--size", description = "Input size (default: ${DEFAULT-VALUE}).")
  private int size = 224;

  @Option(names = "--batch", description = "Pictures at a time (default: ${DEFAULT-VALUE}).")
  private int batch = 1;

  @Option(names = "--scheme", description = "Scheme (default: ${DEFAULT-VALUE}).")
  private String scheme = "flsir";

  @Option(names = "--items", description = "Rows in the store (default: ${DEFAULT-VALUE}).")
  private int items = 1000;

  @Option(names = "--dim", description = "Numbers in a feature (default: ${DEFAULT-VALUE}).")
  private int dim = 512;

  @Option(names = "-k", description = "Results (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--heap", description = "Heap of a party (default: ${DEFAULT-VALUE}).")
  private String heap = "3g";

  @Option(names = "--dealer-heap", description = "Heap of the dealer (default: as the others).")
  private @Nullable String dealerHeap;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    Set<String> wanted = new LinkedHashSet<>(what);
    if (!ALL.containsAll(wanted) || elements < 4 || batch < 1 || items < 1 || k < 1 || k > items) {
      throw LensException.user(
          "bad-option", "--what takes " + ALL + "; numbers must be positive, k at most items");
    }
    Progress progress = Progress.stderr();
    Distribution here = Distribution.here();
    List<BenchReport.Conv> conv = null;
    if (wanted.remove("conv")) {
      progress.stage("convolution kernels of this process");
      conv = ConvBench.run();
    }
    List<String> order = List.copyOf(wanted);
    BenchRun.Readings readings = null;
    SchemeFile file = null;
    if (!order.isEmpty()) {
      try (TemporaryFolder folder = new TemporaryFolder("sharelens-scheme")) {
        Path yaml = schemeFile(here, folder.path());
        file = SchemeFile.read(yaml);
        readings =
            new BenchRun(here, heap, dealerHeap == null ? heap : dealerHeap, progress)
                .run(yaml, f -> works(here, yaml, order, f));
      }
    }
    BenchReport report = report(order, file, readings, conv);
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), report);
    } else {
      BenchTable.print(spec.commandLine().getOut(), report);
    }
    return 0;
  }

  private List<Work> works(Distribution here, Path yaml, List<String> order, Path folder) {
    List<Work> works = new ArrayList<>();
    for (String w : order) {
      works.add(
          switch (w) {
            case "model" -> Work.model(modelFile(here, yaml, folder), batch);
            case "search" -> Work.search(items, dim, k);
            default -> Work.elements(w, elements);
          });
    }
    return works;
  }

  private Path modelFile(Distribution here, Path yaml, Path folder) {
    ModelMaker maker = ModelMaker.of(here, yaml, size, List.of("first", "second"));
    Path file = folder.resolve("model.safetensors");
    maker.publishable(maker.randomWeights(1), null, TrainingRecord.untrained()).write(file);
    return file;
  }

  /** The scheme with other plugins where options say so. */
  private Path schemeFile(Distribution here, Path folder) {
    SchemeFile s = SchemeFile.read(here.scheme(scheme));
    String backbone =
        model == null ? s.backbone().plugin() : "model-" + model.replace("model-", "");
    boolean same = backbone.equals(s.backbone().plugin());
    // The average-pool head is small, and heads are not measured.
    Map<String, String> options =
        same ? new java.util.TreeMap<>(s.backbone().config().options()) : new java.util.TreeMap<>();
    if (backbone.equals("model-vgg11")) {
      options.put("head", "average");
    }
    SchemeFile changed =
        new SchemeFile(
            s.name(),
            s.parties(),
            new SchemeFile.Choice(backbone, options),
            plugin == null ? s.comparison() : new SchemeFile.Choice(plugin, null),
            s.index(),
            s.ranking());
    Path file = folder.resolve("scheme.yaml");
    try {
      // JSON is YAML.
      Files.writeString(file, JsonOutput.text(changed));
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be written: " + e, e);
    }
    return file;
  }

  private BenchReport report(
      List<String> order,
      @Nullable SchemeFile file,
      BenchRun.@Nullable Readings readings,
      @Nullable List<BenchReport.Conv> conv) {
    List<BenchReport.Elements> comparison = null;
    List<BenchReport.Elements> relu = null;
    List<BenchReport.Elements> maxpool = null;
    List<BenchReport.Model> models = null;
    List<BenchReport.Search> searches = null;
    for (int i = 0; readings != null && file != null && i < order.size(); i++) {
      Joined r = Joined.of(readings.first().get(i), readings.second().get(i));
      switch (order.get(i)) {
        case "comparison" -> comparison = List.of(elements(file, r));
        case "relu" -> relu = List.of(elements(file, r));
        case "maxpool" -> maxpool = List.of(elements(file, r));
        case "model" -> models = List.of(model(file, r, readings.dealerHeap()));
        default ->
            searches =
                List.of(
                    new BenchReport.Search(
                        items,
                        dim,
                        k,
                        file.ranking().plugin(),
                        r.total,
                        r.onlineBytes,
                        r.offlineBytes,
                        r.rounds));
      }
    }
    return new BenchReport(Machines.here(), comparison, relu, maxpool, conv, models, searches);
  }

  private BenchReport.Elements elements(SchemeFile file, Joined r) {
    return new BenchReport.Elements(
        file.comparison().plugin(),
        elements,
        r.online,
        r.total,
        elements / r.online,
        (double) r.onlineBytes / elements,
        (double) r.offlineBytes / elements,
        r.rounds,
        r.stock);
  }

  private BenchReport.Model model(SchemeFile file, Joined r, long dealerHeap) {
    return new BenchReport.Model(
        file.backbone().plugin(),
        size,
        batch,
        file.name(),
        r.online / batch,
        r.total / batch,
        (double) r.onlineBytes / batch,
        (double) r.offlineBytes / batch,
        r.rounds,
        r.heap,
        dealerHeap,
        r.stock);
  }

  /** Both servers' readings as one: the slower clock, the sum of bytes. */
  private record Joined(
      double online,
      double total,
      long onlineBytes,
      long offlineBytes,
      long rounds,
      long stock,
      long heap) {
    static Joined of(Reading a, Reading b) {
      return new Joined(
          Math.max(a.onlineSeconds(), b.onlineSeconds()),
          Math.max(a.totalSeconds(), b.totalSeconds()),
          a.sentBytes() + b.sentBytes(),
          a.offlineBytes() + b.offlineBytes(),
          Math.max(a.rounds(), b.rounds()),
          a.stockBytes() + b.stockBytes(),
          Math.max(a.heapPeakBytes(), b.heapPeakBytes()));
    }
  }
}
