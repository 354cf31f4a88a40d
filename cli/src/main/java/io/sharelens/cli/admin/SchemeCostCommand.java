package io.sharelens.cli.admin;

import io.sharelens.api.CostRequest;
import io.sharelens.api.PluginChoice;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.QueryEstimate.Result;
import io.sharelens.api.QueryEstimate.State;
import io.sharelens.api.SchemeChoice;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.SchemeOption;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.client.ChoiceCalls;
import io.sharelens.client.transport.Pauses;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.scheme.SchemeFile.Choice;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a query would cost with a scheme, before switching to it. */
@Command(
    name = "cost",
    description = {
      "What a query costs with a scheme at the present size, and what it reveals: a node rehearses",
      "it with drawn features and the published model's graph, while no search runs. Rounds and",
      "bytes are those that searches then report."
    },
    mixinStandardHelpOptions = true)
final class SchemeCostCommand extends AdminCall {
  private static final Duration PAUSE = Duration.ofMillis(400);

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME|FILE",
      description = "A scheme's name, or its YAML file; the one that serves when left out.")
  private @Nullable String name;

  @Mixin private SchemeOption scheme = new SchemeOption();

  @Option(names = "--k", description = "Results wanted (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--node", description = "Which node rehearses (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(
      names = "--again",
      description = "Rehearse anew, though the same was asked before; not while it runs.")
  private boolean again;

  @Override
  void run(AdminClient admin) {
    ChoiceCalls calls = admin.choices(node);
    SchemeFile file =
        name == null
            ? scheme.over(SchemeFile.parse(calls.options().serving().yaml(), "node " + node))
            : scheme.named(name).file(Distribution.here());
    CostRequest request = new CostRequest(choice(file), k);
    QueryEstimate asked = calls.estimate(request);
    if (again && asked.state().over()) {
      calls.endEstimate(asked.id());
      asked = calls.estimate(request);
    }
    QueryEstimate end = await(calls, asked);
    Result result = end.result();
    if (end.state() != State.DONE || result == null) {
      throw LensException.resources(
          "no-estimate", "the rehearsal is " + end.state() + ": " + end.cause(), null);
    }
    print(end, out -> describe(out, end, result));
  }

  /** Every place is said, so that the node need not know the file. */
  private static SchemeChoice choice(SchemeFile file) {
    Choice aggregator = file.aggregator();
    return new SchemeChoice(
        null,
        file.name(),
        choice(file.backbone()),
        choice(file.comparison()),
        choice(file.index()),
        choice(file.ranking()),
        aggregator == null ? null : choice(aggregator),
        file.parties(),
        file.sharedWeights() ? SchemeFile.SHARED : SchemeFile.PUBLIC);
  }

  private static PluginChoice choice(Choice choice) {
    return new PluginChoice(choice.plugin(), choice.options());
  }

  private static QueryEstimate await(ChoiceCalls calls, QueryEstimate asked) {
    Progress progress = Progress.stderr();
    QueryEstimate now = asked;
    while (!now.state().over()) {
      if (now.total() > 0) {
        progress.step(now.step(), now.done(), now.total());
      }
      Pauses.sleep(PAUSE);
      now = calls.estimate(asked.id());
    }
    return now;
  }

  private static void describe(PrintWriter out, QueryEstimate e, Result r) {
    out.printf(
        "%s, %d pictures, k = %d, input %d x %d%n",
        e.scheme().name(),
        e.size().pictures(),
        e.size().k(),
        e.size().inputSize(),
        e.size().inputSize());
    String form = "  %-10s %10s %9s %14s %14s%n";
    out.printf(form, "", "seconds", "rounds", "online kB", "offline kB");
    for (PhaseCost p : r.phases()) {
      out.printf(
          form,
          p.phase(),
          seconds(p.seconds()),
          p.rounds(),
          kilobytes(p.onlineBytes()),
          kilobytes(p.offlineBytes()));
    }
    out.printf(
        form,
        "all",
        seconds(r.seconds()),
        r.rounds(),
        kilobytes(r.onlineBytes()),
        kilobytes(r.offlineBytes()));
    out.println(
        r.exact()
            ? "Rounds and bytes are exact."
            : "Rounds and bytes depend on chance: means of " + r.runs() + " rehearsals.");
    r.basis().assumptions().forEach(out::println);
    out.println(e.summary());
  }

  private static String seconds(double s) {
    return String.format(Locale.ROOT, "%.3f", s);
  }

  private static String kilobytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e3);
  }
}
