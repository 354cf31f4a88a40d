package io.sharelens.cli.output;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that reports as text for people, or with {@code --json} for machines. */
public abstract class ReportingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** Prints a document, or text for people. */
  protected final void print(Object document, Consumer<PrintWriter> text) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, document);
    } else {
      text.accept(out);
      out.flush();
    }
  }

  /** Tells people how far it is, apart from what {@link #print} writes. */
  protected final void progress(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
