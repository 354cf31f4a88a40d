package io.sharelens.cli;

import io.sharelens.client.deployment.Deployment;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the nodes are and which tokens open them. */
final class DeploymentOption {
  @Option(
      names = "--config",
      defaultValue = "${env:SHARELENS_CONFIG:-deployment.yaml}",
      description = {
        "Deployment file: node addresses, authority, tokens",
        "(default: the environment's SHARELENS_CONFIG, else deployment.yaml)."
      })
  private Path config = Path.of("deployment.yaml");

  Deployment read() {
    return Deployment.read(config);
  }
}
