package io.sharelens.cli.owner;

import picocli.CommandLine.Command;

/** What an owner does with its pictures. */
@Command(
    name = "owner",
    description = "Outsource pictures, list and delete them, read own features, train a model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      OutsourceCommand.class,
      ListCommand.class,
      DeleteCommand.class,
      FeaturesCommand.class,
      TrainCommand.class
    })
public final class OwnerCommand {}
