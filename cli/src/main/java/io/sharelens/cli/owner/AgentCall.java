package io.sharelens.cli.owner;

import io.sharelens.cli.output.ReportingCommand;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What commands that talk to an owner's agent, or in its place, have in common. */
abstract class AgentCall extends ReportingCommand {
  @Option(
      names = "--config",
      defaultValue = "${env:SHARELENS_OWNER:-owner.yaml}",
      description = {
        "The agent's YAML file (default: the environment's SHARELENS_OWNER, else owner.yaml)."
      })
  private Path config = Path.of("owner.yaml");

  final AgentConfig config() {
    return AgentConfig.read(config);
  }

  final Path configFile() {
    return config;
  }

  final AgentFolder folder() {
    return new AgentFolder(config().state());
  }
}
