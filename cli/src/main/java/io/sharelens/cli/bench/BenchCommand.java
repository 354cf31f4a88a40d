package io.sharelens.cli.bench;

import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Speed and traffic of protocols, kernels, models and searches. */
@Command(
    name = "bench",
    description = {
      "Measures speed and traffic with three nodes as processes over mutual TLS on loopback: two",
      "servers and a dealer, or three servers. Online: all dealer material in stock. Total: none."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final Set<String> ALL =
      Set.of(
          "comparison",
          "relu",
          "maxpool",
          "poolrelu",
          "conv",
          "model",
          "search",
          "federation",
          "costs");

  private static final List<String> USUAL =
      List.of("comparison", "relu", "maxpool", "poolrelu", "conv", "search");

  @Spec private CommandSpec spec;

  @Option(
      names = "--what",
      split = ",",
      description =
          "comparison (sign), relu, maxpool, poolrelu, conv, model, search, federation,"
              + " costs (default: comparison, relu, maxpool, poolrelu, conv and search). costs sets"
              + " declared and metered costs of all comparison plugins side by side, and fails where"
              + " they differ.")
  private @Nullable List<String> what;

  @Option(
      names = "--plugin",
      description = "Comparison plugin (default: the scheme's; for costs all).")
  private @Nullable String plugin;

  @Option(names = "--elements", description = "Inputs (default: ${DEFAULT-VALUE}).")
  private int elements = 100_000;

  @Option(names = "--model", description = "Backbone (default: the scheme's).")
  private @Nullable String model;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Longest time that a work runs before it counts (default: ${DEFAULT-VALUE}).")
  private int warmUp = 12;

  @Option(names = "--weights", description = "public or shared (default: as in the scheme).")
  private @Nullable String weights;

  @Option(names = "--size", description = "Input size (default: ${DEFAULT-VALUE}).")
  private int size = 224;

  @Option(names = "--batch", description = "Pictures at a time (default: ${DEFAULT-VALUE}).")
  private int batch = 1;

  @Option(names = "--scheme", description = "Scheme (default: ${DEFAULT-VALUE}).")
  private String scheme = Distribution.DEFAULT_SCHEME;

  @Option(names = "--items", description = "Rows in the store (default: ${DEFAULT-VALUE}).")
  private int items = 1000;

  @Option(names = "--dim", description = "Numbers in a feature (default: ${DEFAULT-VALUE}).")
  private int dim = 512;

  @Option(names = "-k", description = "Results (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--queries", description = "Queries at a time (default: ${DEFAULT-VALUE}).")
  private int queries = 1;

  @Option(
      names = "--owners",
      description = "Owners of federated learning (default: ${DEFAULT-VALUE}).")
  private int owners = 10;

  @Option(names = "--heap", description = "Heap of a party (default: 3g; in a report 2g).")
  private @Nullable String heap;

  @Option(names = "--dealer-heap", description = "Heap of the dealer (default: as the others).")
  private @Nullable String dealerHeap;

  @Mixin private LinkOption link = new LinkOption();

  @Mixin private ReportOption report = new ReportOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (report.wanted()) {
      report.run(what, heap, json, Progress.stderr(), spec.commandLine().getOut());
      return 0;
    }
    return measure() ? 0 : 1;
  }

  /** Whether all is as it should be. */
  private boolean measure() {
    Set<String> wanted = new LinkedHashSet<>(what == null ? USUAL : what);
    if (!ALL.containsAll(wanted)
        || elements < 4
        || batch < 1
        || queries < 1
        || owners < 3
        || items < 1
        || k < 1
        || k > items) {
      throw LensException.user(
          "bad-option", "--what takes " + ALL + "; numbers must be positive, k at most items");
    }
    String servers = heap == null ? "3g" : heap;
    Progress progress = Progress.stderr();
    Distribution here = Distribution.here();
    List<BenchReport.Conv> conv = null;
    if (wanted.remove("conv")) {
      progress.stage("convolution kernels of this process");
      conv = ConvBench.run(0.4, Long.MAX_VALUE);
    }
    List<BenchReport.Federation> federation = null;
    if (wanted.remove("federation")) {
      SchemeFile base = dealt(here);
      federation = List.of(new FederationBench(here, base, progress).measure(size, 1000, owners));
    }
    List<BenchReport.ComparisonCost> costs = null;
    if (wanted.remove("costs")) {
      try (TemporaryFolder folder = new TemporaryFolder("sharelens-costs")) {
        costs = new CostBench(here, folder.path(), servers, progress).measure(dealt(here), plugin);
      }
    }
    List<String> order = List.copyOf(wanted);
    BenchRun.Outcome outcome = null;
    SchemeFile file = null;
    if (!order.isEmpty()) {
      try (TemporaryFolder folder = new TemporaryFolder("sharelens-scheme")) {
        BenchScheme chosen =
            BenchScheme.write(
                here, SchemeFile.read(here.scheme(scheme)), plugin, model, weights, folder.path());
        file = chosen.file();
        List<Work> works = works(here, chosen, order, folder.path());
        boolean slow = !link.profile().equals(LinkProfile.NONE);
        String dealers = dealerHeap == null ? servers : dealerHeap;
        try (BenchRun run = new BenchRun(here, file.parties(), servers, dealers, slow, progress)) {
          outcome = run.run(chosen.yaml(), works);
        }
      }
    }
    BenchReport figures = figures(order, file, outcome, conv, federation, costs);
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), figures);
    } else {
      BenchTable.print(spec.commandLine().getOut(), figures);
    }
    return costs == null || costs.stream().allMatch(BenchReport.ComparisonCost::asDeclared);
  }

  /** The scheme for two servers: the chosen one, or the usual one where that has three. */
  private SchemeFile dealt(Distribution here) {
    SchemeFile chosen = SchemeFile.read(here.scheme(scheme));
    return chosen.parties() == 2
        ? chosen
        : SchemeFile.read(here.scheme(Distribution.DEFAULT_SCHEME));
  }

  private List<Work> works(Distribution here, BenchScheme chosen, List<String> order, Path folder) {
    LinkProfile slow = link.profile();
    return order.stream()
        .map(
            w ->
                switch (w) {
                  case "model" -> Work.model(chosen.model(here, size, folder), batch);
                  case "search" -> Work.search(items, dim, k, queries);
                  default -> Work.elements(w, elements);
                })
        .map(w -> w.over(slow).with(w.effort().warmedUp(warmUp)))
        .toList();
  }

  private BenchReport figures(
      List<String> order,
      @Nullable SchemeFile file,
      BenchRun.@Nullable Outcome outcome,
      @Nullable List<BenchReport.Conv> conv,
      @Nullable List<BenchReport.Federation> federation,
      @Nullable List<BenchReport.ComparisonCost> costs) {
    List<BenchReport.Elements> comparison = null;
    List<BenchReport.Elements> relu = null;
    List<BenchReport.Elements> maxpool = null;
    List<BenchReport.Elements> poolrelu = null;
    List<BenchReport.Model> models = null;
    List<BenchReport.Search> searches = null;
    for (int i = 0; outcome != null && file != null && i < order.size(); i++) {
      Measured r = outcome.works().get(i);
      switch (order.get(i)) {
        case "comparison" -> comparison = List.of(elements(file, r));
        case "relu" -> relu = List.of(elements(file, r));
        case "maxpool" -> maxpool = List.of(elements(file, r));
        case "poolrelu" -> poolrelu = List.of(elements(file, r));
        case "model" -> models = List.of(model(file, r, outcome.dealerHeap()));
        default ->
            searches =
                List.of(
                    new BenchReport.Search(
                        items,
                        dim,
                        k,
                        file.ranking().plugin(),
                        r.online() / queries,
                        r.total() / queries,
                        r.onlineBytes() / queries,
                        r.offlineBytes() / queries,
                        r.rounds(),
                        queries,
                        new TreeMap<>(r.phases())));
      }
    }
    return new BenchReport(
        Machines.here(),
        link.profile(),
        comparison,
        relu,
        maxpool,
        poolrelu,
        conv,
        models,
        searches,
        federation,
        costs);
  }

  private BenchReport.Elements elements(SchemeFile file, Measured r) {
    return new BenchReport.Elements(
        file.comparison().plugin(),
        elements,
        r.online(),
        r.total(),
        elements / r.online(),
        (double) r.onlineBytes() / elements,
        (double) r.offlineBytes() / elements,
        r.rounds(),
        r.stock());
  }

  private BenchReport.Model model(SchemeFile file, Measured r, long dealerHeap) {
    return new BenchReport.Model(
        file.backbone().plugin(),
        size,
        batch,
        file.name(),
        r.online() / batch,
        r.total() / batch,
        (double) r.onlineBytes() / batch,
        (double) r.offlineBytes() / batch,
        r.rounds(),
        r.heap(),
        dealerHeap,
        r.stock());
  }
}
