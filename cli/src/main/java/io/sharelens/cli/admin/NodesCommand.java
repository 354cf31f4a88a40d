package io.sharelens.cli.admin;

import io.sharelens.api.NodeView;
import io.sharelens.api.NodeView.CertificateView;
import io.sharelens.api.NodeView.PluginView;
import io.sharelens.client.AdminClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the nodes are, as one of them sees all three. */
@Command(
    name = "nodes",
    description =
        "All three nodes as one sees them: up or down, version, plugins, certificates, traffic.",
    mixinStandardHelpOptions = true)
final class NodesCommand extends AdminCall {
  @Option(names = "--node", description = "Node that is asked (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Override
  void run(AdminClient admin) {
    List<NodeView> all = admin.nodes(node);
    print(Map.of("nodes", all), out -> all.forEach(n -> print(out, n)));
  }

  private static void print(PrintWriter out, NodeView n) {
    out.printf(
        Locale.ROOT,
        "node %d  %-12s %s since %s%s%s%n",
        n.node(),
        n.name(),
        n.up() ? "up" : "DOWN",
        n.since(),
        n.self() ? "  (asked)" : "",
        n.rttMillis() == null
            ? ""
            : String.format(Locale.ROOT, "  round trip %.1f ms", n.rttMillis()));
    if (n.cause() != null) {
      out.println("    " + n.cause());
    }
    if (n.version() != null) {
      out.printf(
          "    version %s, scheme %s%s%n",
          n.version(),
          n.scheme(),
          Boolean.FALSE.equals(n.sameScheme()) ? ", which is NOT the one here" : "");
    }
    CertificateView c = n.certificate();
    if (c != null) {
      out.printf("    %s, valid for %d days more%n", c.subject(), c.daysLeft());
    }
    for (PluginView p : n.plugins()) {
      if (!p.same()) {
        out.printf(
            "    plugin %s %s DIFFERS from the one here: %s%n", p.name(), p.version(), p.hash());
      }
    }
    out.printf(
        Locale.ROOT,
        "    last hour: %d sessions, %.1f MB sent, %.1f MB received, %.2f s each, %d failed there%n",
        n.traffic().sessions(),
        n.traffic().bytesSent() / 1e6,
        n.traffic().bytesReceived() / 1e6,
        n.traffic().meanSeconds(),
        n.traffic().failed());
  }
}
