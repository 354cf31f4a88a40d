package io.sharelens.cli.admin;

import io.sharelens.api.PluginOffer;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeOptions.Combination;
import io.sharelens.api.SchemeView;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.client.AdminClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a node can make schemes of. */
@Command(
    name = "options",
    description = {
      "Named schemes, the plugins for each place with their options, and what goes with what,",
      "as a node sees it: with what its operator does not accept."
    },
    mixinStandardHelpOptions = true)
final class SchemeOptionsCommand extends AdminCall {
  @Option(names = "--node", description = "Which node is asked (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Override
  void run(AdminClient admin) {
    SchemeOptions options = admin.choices(node).options();
    print(options, out -> describe(out, options));
  }

  private static void describe(PrintWriter out, SchemeOptions options) {
    out.printf("serves: %s%n", options.serving().name());
    out.println("schemes");
    for (SchemeView s : options.schemes()) {
      out.printf(
          "  %-18s %d computing nodes%s, %s weights%s%n",
          s.name(), s.parties(), s.dealer() ? " and a dealer" : "", s.weights(), no(s.refused()));
    }
    options.places().forEach((place, offers) -> place(out, place, offers));
    out.println("comparison, index and ranking");
    for (Combination c : options.combinations()) {
      out.printf(
          "  %d nodes  %-14s %-20s %-16s%s%n",
          c.parties(),
          c.comparison(),
          c.index(),
          c.ranking(),
          c.refused() == null ? " yes" : no(c.refused()));
    }
    options
        .weights()
        .forEach(
            w ->
                out.printf(
                    "weights %s:%s%n",
                    w.weights(), w.refused() == null ? " yes" : no(w.refused())));
  }

  private static void place(PrintWriter out, String place, List<PluginOffer> offers) {
    out.println(place);
    for (PluginOffer o : offers) {
      out.printf(
          "  %-18s %s %s%s%n", o.name(), o.plugin().version(), o.description(), no(o.refused()));
      if (o.leakage() != null) {
        out.println("    reveals " + o.leakage());
      }
      if (!o.options().isEmpty()) {
        out.println(
            "    options "
                + o.options().stream()
                    .map(
                        p ->
                            p.name()
                                + "="
                                + (p.values().isEmpty()
                                    ? p.usual().isEmpty() ? "..." : p.usual()
                                    : String.join("|", p.values())))
                    .collect(Collectors.joining(", ")));
      }
    }
  }

  private static String no(@Nullable Refusal refused) {
    return refused == null ? "" : " no: " + refused.reason() + " [" + refused.code() + "]";
  }
}
