package io.sharelens.cli.admin;

import io.sharelens.api.RoundInfo;
import io.sharelens.client.AdminClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training rounds: what they did, start one, end one. */
@Command(
    name = "rounds",
    description = "Training rounds: states, contributors, seconds, bytes, losses; start or cancel.",
    mixinStandardHelpOptions = true,
    subcommands = RoundSettingsCommand.class)
final class RoundsCommand extends AdminCall {
  @Option(names = "--limit", description = "Rounds at most (default: ${DEFAULT-VALUE}).")
  private int limit = 10;

  @Option(names = "--node", description = "As node 1 or 2 sees them (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @ArgGroup private Action action = new Action();

  static final class Action {
    @Option(names = "--start", description = "Open a round now.")
    private boolean start;

    @Option(
        names = "--cancel",
        paramLabel = "NUMBER",
        description = "End a round that runs; no new model comes of it.")
    private @Nullable Long cancel;
  }

  @Override
  void run(AdminClient admin) {
    List<RoundInfo> rounds =
        action.start
            ? List.of(admin.startRound())
            : action.cancel != null
                ? List.of(admin.cancelRound(action.cancel))
                : admin.rounds(node, limit);
    print(
        Map.of("rounds", rounds),
        out -> {
          if (rounds.isEmpty()) {
            out.println("there was no round yet; --start opens one");
          }
          rounds.forEach(r -> print(out, r));
        });
  }

  private static void print(PrintWriter out, RoundInfo r) {
    out.printf(
        "round %d  %s%s  by %s  from %s  opened %s%n",
        r.number(),
        r.state(),
        r.version() == null ? "" : " as version " + r.version(),
        r.origin(),
        r.parent().substring(0, 12),
        r.opened());
    if (r.cause() != null) {
      out.println("    cause: " + r.cause());
    }
    if (r.deadline() != null) {
      out.println("    phase ends " + r.deadline() + " at the latest");
    }
    for (RoundInfo.RoundOwner o : r.owners()) {
      out.printf(
          "    owner %s  %d pictures  %s%s%n",
          o.pseudonym(),
          o.pictures(),
          o.step(),
          o.total() > 0 ? " %d of %d".formatted(o.done(), o.total()) : "");
    }
    for (RoundInfo.PhaseTime p : r.phases()) {
      out.printf(Locale.ROOT, "    %-12s %8.1f s%n", p.phase(), p.seconds());
    }
    if (r.pictures() > 0) {
      out.printf(
          Locale.ROOT,
          "    %d pictures, %.1f MB received, %.1f MB exchanged, loss %s -> %s, precision %s -> %s%n",
          r.pictures(),
          r.bytes().received() / 1e6,
          r.bytes().exchanged() / 1e6,
          number(r.lossBefore()),
          number(r.lossAfter()),
          number(r.precisionBefore()),
          number(r.precisionAfter()));
    }
    if (!r.removed().isEmpty()) {
      out.println("    removed the updates of " + r.removed());
    }
    RoundInfo.Privacy privacy = r.privacy();
    if (privacy != null) {
      out.printf(
          Locale.ROOT,
          "    one owner's whole contribution: epsilon %.2f at delta %.1e after %d rounds%n",
          privacy.epsilon(),
          privacy.delta(),
          privacy.rounds());
    }
    r.warnings().forEach(w -> out.println("    warning: " + w));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "unknown" : String.format(Locale.ROOT, "%.4f", value);
  }
}
