package io.sharelens.cli.owner;

import io.sharelens.cli.output.JsonOutput;
import io.sharelens.client.OwnerClient;
import io.sharelens.client.deployment.Deployment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that talk to the nodes as an owner have in common. */
abstract class OwnerCall implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

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
