package io.sharelens.cli;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.cli.scheme.QueryCost;
import io.sharelens.cli.scheme.SchemeMatrix;
import io.sharelens.cli.scheme.SchemeMatrix.Row;
import io.sharelens.cli.scheme.SchemeMatrix.Size;
import io.sharelens.cli.scheme.SchemeRow;
import io.sharelens.client.AdminClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.SchemeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plugins go together, what a query costs, what it reveals. */
@Command(
    name = "schemes",
    description = {
      "Checks schemes against the plugins, and prints what goes with what: parties, dealer, leakage,",
      "and rounds and bytes of a query for so many pictures, counted by running its distances and",
      "its ranking on drawn features in this process."
    },
    mixinStandardHelpOptions = true)
final class SchemesCommand extends ReportingCommand {
  private static final int MOST = 20_000;
  private static final String[] HEADINGS = {
    "comparison", "index", "ranking", "nodes", "dealer", "rounds", "online kB", "offline kB", "rows"
  };

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Scheme files; those of the distribution when left out.")
  private @Nullable List<Path> files;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder of plugin zips; that of the distribution when left out.")
  private @Nullable Path folder;

  @Option(
      names = "--pictures",
      description = "Pictures that a query looks through (default: ${DEFAULT-VALUE}).")
  private int pictures = 1000;

  @Option(names = "--k", description = "Results wanted (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--dimension", description = "Numbers in a feature (default: ${DEFAULT-VALUE}).")
  private int dimension = 512;

  @Option(
      names = "--config",
      description = "Deployment file: take the number of pictures from its nodes.")
  private @Nullable Path config;

  @Option(names = "--check-only", description = "Check schemes; count nothing.")
  private boolean checkOnly;

  @Override
  public Integer call() {
    Size size = size();
    Path zips = folder == null ? Distribution.here().plugins() : folder;
    List<Path> chosen = files == null ? Distribution.here().schemes() : files;
    List<SchemeFile> schemes = chosen.stream().map(SchemeFile::read).toList();
    return Distribution.withPlugins(zips, host -> report(schemes, host, size));
  }

  private Size size() {
    int stored = pictures;
    if (config != null) {
      try (AdminClient admin = AdminClient.open(Deployment.read(config))) {
        stored = admin.infos().getFirst().epoch().pictures();
      }
    }
    if (stored < 1 || stored > MOST || k < 1 || k > stored || dimension < 1 || dimension > 4096) {
      throw LensException.user(
          "bad-option",
          "pictures must be 1 to "
              + MOST
              + ", k 1 to pictures, dimension 1 to 4096; not "
              + stored
              + ", "
              + k
              + ", "
              + dimension);
    }
    return new Size(stored, dimension, k);
  }

  private Integer report(List<SchemeFile> schemes, PluginSource host, Size size) {
    Progress progress = Progress.stderr();
    List<SchemeRow> rows =
        schemes.stream().map(f -> SchemeRow.of(f, host, checkOnly ? null : size)).toList();
    List<Row> matrix =
        checkOnly || schemes.isEmpty()
            ? List.of()
            : SchemeMatrix.of(
                host,
                schemes.getFirst().backbone(),
                size,
                (what, done, total) -> progress.step("counting a query of " + what, done, total));
    print(
        Map.of("size", size, "schemes", rows, "combinations", matrix),
        out -> {
          rows.forEach(r -> describe(out, r));
          if (!matrix.isEmpty()) {
            table(out, matrix, size);
          }
        });
    return 0;
  }

  private static void describe(PrintWriter out, SchemeRow row) {
    out.printf(
        "%s (digest %s): %d computing nodes%s, %s weights%n",
        row.name(),
        row.digest(),
        row.parties(),
        row.dealer() ? " and a dealer" : "",
        row.weights());
    QueryCost q = row.query();
    if (q != null) {
      out.printf(
          Locale.ROOT,
          "  query   %d rounds, %.1f kB online, %.1f kB offline, %d distances%n",
          q.rounds(),
          q.onlineBytes() / 1e3,
          q.offlineBytes() / 1e3,
          q.candidates());
    }
    row.plugins().forEach(p -> out.printf("  plugin  %s%n", p));
    row.leakage().forEach(l -> out.printf("  reveals %s%n", l));
  }

  private static void table(PrintWriter out, List<Row> rows, Size size) {
    out.printf(
        "%nDistances and ranking of one query: %d pictures, %d numbers, k = %d; bytes of all nodes%n",
        size.pictures(), size.dimension(), size.k());
    String form = "%-14s %-20s %-16s %5s %6s %7s %11s %11s %6s%n";
    out.printf(form, (Object[]) HEADINGS);
    for (Row r : rows) {
      QueryCost q = r.query();
      if (q == null) {
        out.printf(
            "%-14s %-20s %-16s no: %s%n", r.comparison(), r.index(), r.ranking(), r.refused());
      } else {
        out.printf(
            form,
            r.comparison(),
            r.index(),
            r.ranking(),
            r.parties(),
            r.dealer() ? "yes" : "no",
            q.rounds(),
            String.format(Locale.ROOT, "%.1f", q.onlineBytes() / 1e3),
            String.format(Locale.ROOT, "%.1f", q.offlineBytes() / 1e3),
            q.candidates());
      }
    }
  }
}
