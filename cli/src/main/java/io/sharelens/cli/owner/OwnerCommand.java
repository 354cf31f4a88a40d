package io.sharelens.cli.owner;

import picocli.CommandLine.Command;

/** What an owner does with its pictures. */
@Command(
    name = "owner",
    description = {
      "Outsource pictures, list and delete them, read own features, train a model; run an agent",
      "that does it all and takes part in training rounds."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      OutsourceCommand.class,
      ListCommand.class,
      DeleteCommand.class,
      FeaturesCommand.class,
      TrainCommand.class,
      RunCommand.class,
      StatusCommand.class,
      PageCommand.class,
      RoundsCommand.class,
      PolicyCommand.class,
      LookCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ConfirmDeletionsCommand.class,
      RequestRoundCommand.class,
      LeaveCommand.class
    })
public final class OwnerCommand {}
