package io.sharelens.cli;

import io.sharelens.cli.admin.AdminCommand;
import io.sharelens.cli.bench.BenchCommand;
import io.sharelens.cli.bench.BenchOwnerCommand;
import io.sharelens.cli.bench.BenchPartyCommand;
import io.sharelens.cli.owner.OwnerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * Entry point of every command. Exit codes: 0 done, 1 failed with a cause on stderr, 2 wrong use of
 * the command line.
 */
@Command(
    name = "sharelens",
    description = "Private image search on secret shares.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      NodeCommand.class,
      OwnerCommand.class,
      SearchCommand.class,
      GatewayCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      BenchPartyCommand.class,
      BenchOwnerCommand.class,
      AdminCommand.class,
      DoctorCommand.class,
      PluginsCommand.class,
      SchemesCommand.class,
      HelpCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command tree, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(new ErrorReport());
    return line;
  }
}
