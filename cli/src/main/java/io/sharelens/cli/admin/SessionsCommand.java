package io.sharelens.cli.admin;

import io.sharelens.api.SessionInfo;
import io.sharelens.client.AdminClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sessions with what they sent and what they opened. */
@Command(
    name = "sessions",
    description = "A node's last sessions: state, bytes, rounds, and the ledger of openings.",
    mixinStandardHelpOptions = true)
final class SessionsCommand extends AdminCall {
  @Option(names = "--node", description = "Node (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(names = "--limit", description = "Sessions at most (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = "--kind",
      description = "Only this kind: search, extract, stock, build, weights or aggregate.")
  private @Nullable String kind;

  @Option(names = "--state", description = "Only this state: RUNNING, DONE, FAILED or CANCELLED.")
  private @Nullable String state;

  @Override
  void run(AdminClient admin) {
    List<SessionInfo> all = admin.sessions(node, kind, state, limit);
    print(
        Map.of("sessions", all),
        out -> {
          for (SessionInfo s : all) {
            out.printf("%s %-8s %-9s %s%n", s.id(), s.kind(), s.state(), s.started());
            s.meters().forEach(m -> out.println("    " + m));
            if (s.seconds() != null) {
              out.printf(Locale.ROOT, "    %.3f s%n", s.seconds());
            }
            s.ledger()
                .forEach(
                    (label, n) ->
                        out.printf(
                            "    opened %s: %d, to nodes %s%n",
                            label, n, s.learned().getOrDefault(label, List.of())));
            if (s.reason() != null) {
              out.println("    " + s.reason());
            }
          }
        });
  }
}
