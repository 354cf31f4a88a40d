package io.sharelens.cli.admin;

import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.client.AdminClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What commands that talk to the nodes as an administrator have in common. */
abstract class AdminCall extends ReportingCommand {
  @Option(
      names = "--config",
      description = "Administrator's deployment file (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("admin.yaml");

  @Override
  public final Integer call() {
    try (AdminClient admin = AdminClient.open(deployment())) {
      run(admin);
    }
    return 0;
  }

  abstract void run(AdminClient admin);

  /** The number of a node; fails for any other. */
  static int known(int node) {
    if (node < 1 || node > 3) {
      throw LensException.user("bad-option", "--node is 1, 2 or 3, not " + node);
    }
    return node;
  }

  final Deployment deployment() {
    return Deployment.read(config);
  }
}
