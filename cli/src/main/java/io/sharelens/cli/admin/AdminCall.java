package io.sharelens.cli.admin;

import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.client.AdminClient;
import io.sharelens.client.deployment.Deployment;
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

  final Deployment deployment() {
    return Deployment.read(config);
  }
}
