package io.sharelens.cli;

import io.sharelens.cli.doctor.Check;
import io.sharelens.cli.doctor.MachineChecks;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.JsonOutput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether this machine can run ShareLens. Exit code 1 if something that is needed fails. */
@Command(
    name = "doctor",
    description = "Checks Java, memory, disk, plugins and tools of this machine.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    List<Check> checks = MachineChecks.here(DoctorCommand::load).run();
    boolean healthy = checks.stream().noneMatch(c -> c.state() == Check.State.FAILED);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, Map.of("healthy", healthy, "checks", checks));
    } else {
      for (Check check : checks) {
        out.printf("%-8s %-8s %s%n", check.state().word(), check.name(), check.detail());
      }
    }
    out.flush();
    return healthy ? 0 : 1;
  }

  private static String load(Path zips) {
    return Distribution.withPlugins(
        zips,
        host ->
            host.plugins().stream()
                .map(p -> p.id() + " " + p.version())
                .collect(Collectors.joining(", ")));
  }
}
