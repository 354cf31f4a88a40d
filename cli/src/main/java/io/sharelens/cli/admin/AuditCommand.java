package io.sharelens.cli.admin;

import io.sharelens.api.AuditEntry;
import io.sharelens.client.AdminClient;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who changed what. */
@Command(
    name = "audit",
    description = "Who changed what at a node, and who signed in; the newest first.",
    mixinStandardHelpOptions = true)
final class AuditCommand extends AdminCall {
  @Option(names = "--node", description = "Node (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(names = "--text", description = "Part of any column.")
  private String text = "";

  @Option(names = "--actor", paramLabel = "NAME", description = "Only what this account did.")
  private String actor = "";

  @Option(
      names = "--action",
      paramLabel = "CODE",
      description = "Only this, such as grant.add, or the part before the dot.")
  private String action = "";

  @Option(names = "--limit", description = "Lines at most (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Override
  void run(AdminClient admin) {
    List<AuditEntry> all = admin.access(known(node)).audit(text, actor, action, limit);
    print(
        Map.of("entries", all),
        out ->
            all.forEach(
                e ->
                    out.printf(
                        "%-24s  %-12s  %-18s  %-12s  %s%n",
                        e.time(),
                        e.actor() == null ? "-" : e.actor(),
                        e.action(),
                        e.outcome(),
                        e.subject())));
  }
}
