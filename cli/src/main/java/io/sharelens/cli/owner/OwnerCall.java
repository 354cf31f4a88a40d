package io.sharelens.cli.owner;

import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.deployment.Deployment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that talk to the nodes as an owner have in common. */
abstract class OwnerCall extends ReportingCommand {
  @Option(
      names = "--config",
      defaultValue = "${env:SHARELENS_CONFIG:-deployment.yaml}",
      description = {
        "Owner's deployment file: node addresses, authority, tokens",
        "(default: the environment's SHARELENS_CONFIG, else deployment.yaml)."
      })
  private Path config = Path.of("deployment.yaml");

  @Option(
      names = "--state",
      description = "Folder that remembers files, ids and uploads (default: beside the config).")
  private @Nullable Path state;

  @Override
  public final Integer call() {
    try (OwnerClient client = OwnerClient.open(Deployment.read(config), state())) {
      return run(client);
    }
  }

  /**
   * @return exit code
   */
  abstract int run(OwnerClient client);

  final Path state() {
    if (state != null) {
      return state;
    }
    String name = String.valueOf(config.getFileName()).replaceFirst("\\.ya?ml$", "");
    return config.toAbsolutePath().resolveSibling(name + "-state");
  }
}
