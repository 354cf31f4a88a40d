package io.sharelens.cli;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks schemes against the plugins as a node does at start, and says what they reveal. */
@Command(
    name = "schemes",
    description = "Checks schemes against the plugins and says what they reveal.",
    mixinStandardHelpOptions = true)
final class SchemesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Scheme files; those of the distribution when left out.")
  private @Nullable List<Path> files;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder of plugin zips; that of the distribution when left out.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** One scheme as listed. */
  record Row(String name, String digest, List<PluginIdentity> plugins, List<String> leakage) {}

  @Override
  public Integer call() {
    Path zips = folder == null ? Distribution.here().plugins() : folder;
    List<Path> chosen = files == null ? Distribution.here().schemes() : files;
    List<Row> rows = Distribution.withPlugins(zips, host -> rows(chosen, host));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, Map.of("schemes", rows));
      return 0;
    }
    for (Row row : rows) {
      out.printf("%s (digest %s)%n", row.name(), row.digest());
      row.plugins().forEach(p -> out.printf("  plugin  %s%n", p));
      row.leakage().forEach(l -> out.printf("  reveals %s%n", l));
    }
    out.flush();
    return 0;
  }

  private static List<Row> rows(List<Path> files, PluginSource source) {
    return files.stream()
        .map(SchemeFile::read)
        .map(file -> new Scheme(file, source))
        .map(s -> new Row(s.name(), s.digest(), s.plugins(), s.leakage()))
        .toList();
  }
}
