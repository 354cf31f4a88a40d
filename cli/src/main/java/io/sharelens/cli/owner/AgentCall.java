package io.sharelens.cli.owner;

import io.sharelens.cli.output.JsonOutput;
import io.sharelens.owner.agent.AgentConfig;
import io.sharelens.owner.agent.AgentFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that talk to an owner's agent, or in its place, have in common. */
abstract class AgentCall implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      defaultValue = "${env:SHARELENS_OWNER:-owner.yaml}",
      description = {
        "The agent's YAML file (default: the environment's SHARELENS_OWNER, else owner.yaml)."
      })
  private Path config = Path.of("owner.yaml");

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  final AgentConfig config() {
    return AgentConfig.read(config);
  }

  final Path configFile() {
    return config;
  }

  final AgentFolder folder() {
    return new AgentFolder(config().state());
  }

  /** Prints a document, or text for people. */
  final void print(Object document, Consumer<PrintWriter> text) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, document);
    } else {
      text.accept(out);
      out.flush();
    }
  }
}
