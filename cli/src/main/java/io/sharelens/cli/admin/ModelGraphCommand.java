package io.sharelens.cli.admin;

import io.sharelens.api.ModelGraph;
import io.sharelens.api.ModelGraph.GraphLayer;
import io.sharelens.api.ModelGraph.LayerCost;
import io.sharelens.api.ModelGraph.LayerPlan;
import io.sharelens.api.ModelInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model's layers with their fixed-point plan. */
@Command(
    name = "graph",
    description = {
      "A model's layers: shapes, parameters, fixed-point plan, and what they cost with the",
      "comparison protocol of the scheme that serves, as it declares it."
    },
    mixinStandardHelpOptions = true)
final class ModelGraphCommand extends AdminCall {
  private static final String FORM = "%-22s %-12s %-16s %10s %6s %4s %6s %11s %8s %6s %11s %11s%n";

  @Parameters(
      arity = "0..1",
      paramLabel = "SHA256",
      description = "Which model; the published one when left out.")
  private @Nullable String sha256;

  @Option(names = "--node", description = "Which node is asked (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Override
  void run(AdminClient admin) {
    ModelGraph graph = admin.choices(node).graph(sha256 == null ? published(admin) : sha256);
    print(graph, out -> describe(out, graph));
  }

  private String published(AdminClient admin) {
    ModelInfo model = admin.infos().get(node - 1).model();
    if (model == null) {
      throw LensException.user("no-model", "no model is published yet; name one by its SHA-256");
    }
    return model.sha256();
  }

  private static void describe(PrintWriter out, ModelGraph g) {
    out.printf(
        "%s (%s), %s weights, input %d x %d with %d fraction bits, feature %s of %d numbers%n",
        g.name(),
        g.sha256(),
        g.weights(),
        g.inputSize(),
        g.inputSize(),
        g.inputFractionBits(),
        g.feature(),
        g.dimension());
    out.printf(
        FORM,
        "layer",
        "kind",
        "shape",
        "parameters",
        "bits",
        "cut",
        "left",
        "bound",
        "evidence",
        "rounds",
        "online kB",
        "offline kB");
    g.layers().forEach(l -> layer(out, l));
    LayerCost all = g.totals().cost();
    out.printf(
        Locale.ROOT,
        "%d parameters, %.1f million multiplications, %.1f million comparisons, %d rounds, %.1f MB"
            + " online, %.1f MB offline with %s%n",
        g.totals().parameters(),
        all.multiplyAdds() / 1e6,
        all.comparisons() / 1e6,
        all.rounds(),
        all.onlineBytes() / 1e6,
        all.offlineBytes() / 1e6,
        g.comparison());
  }

  private static void layer(PrintWriter out, GraphLayer l) {
    LayerPlan p = l.plan();
    LayerCost c = l.cost();
    String shape = l.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
    if (p == null || c == null) {
      out.printf("%-22s %-12s %-16s %10d training only%n", l.id(), l.kind(), shape, l.parameters());
      return;
    }
    out.printf(
        FORM,
        l.id(),
        l.kind(),
        shape,
        l.parameters(),
        bits(p.bits()),
        p.truncate(),
        bits(p.outputBits()),
        p.bound(),
        p.evidence(),
        c.rounds(),
        kilobytes(c.onlineBytes()),
        kilobytes(c.offlineBytes()));
  }

  private static String bits(double bits) {
    return String.format(Locale.ROOT, "%.1f", bits);
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e3);
  }
}
