package io.sharelens.cli.admin;

import io.sharelens.cli.output.JsonOutput;
import io.sharelens.client.AdminClient;
import io.sharelens.client.deployment.Deployment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that talk to the nodes as an administrator have in common. */
abstract class AdminCall implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      description = "Administrator's deployment file (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("admin.yaml");

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

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
