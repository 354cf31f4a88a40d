package io.sharelens.cli.admin;

import io.sharelens.api.StockInfo;
import io.sharelens.client.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Dealer material that a server keeps for searches. */
@Command(
    name = "stock",
    description =
        "Dealer material that node 1 or 2 keeps for searches: what there is, or clear it.",
    mixinStandardHelpOptions = true)
final class StockCommand extends AdminCall {
  @Option(names = "--node", description = "Node (default: ${DEFAULT-VALUE}).")
  private int node = 1;

  @Option(names = "--clear", description = "Remove all of it at this node.")
  private boolean clear;

  @Override
  void run(AdminClient admin) {
    if (clear) {
      admin.clearStock(node);
    }
    StockInfo stock = admin.stock(node);
    print(
        stock,
        out -> {
          if (!stock.kept()) {
            out.printf("node %d keeps no stock%n", node);
            return;
          }
          for (StockInfo.Line l : stock.lines()) {
            out.printf(
                "%-40s %8d units  %8.1f MB  %s%n",
                l.kind() + l.params() + " x " + l.elements(),
                l.units(),
                l.units() * l.unitBytes() / 1e6,
                l.perSearch() > 0
                    ? "enough for %.0f searches".formatted(Math.floor(l.units() / l.perSearch()))
                    : "not asked for");
          }
          out.printf(
              "since the start: %d units from stock, %d from the dealer%n",
              stock.servedUnits(), stock.missedUnits());
        });
  }
}
