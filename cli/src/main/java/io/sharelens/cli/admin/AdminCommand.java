package io.sharelens.cli.admin;

import picocli.CommandLine.Command;

/** Administration of a deployment. */
@Command(
    name = "admin",
    description =
        "Administration: deployment files, models, schemes, training rounds, accounts, grants, sessions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InitCommand.class,
      CategoriesCommand.class,
      ModelCommand.class,
      AccountCommand.class,
      TokenCommand.class,
      GrantCommand.class,
      RevokeCommand.class,
      StatusCommand.class,
      NodesCommand.class,
      PicturesCommand.class,
      SessionsCommand.class,
      JobsCommand.class,
      RoundsCommand.class,
      SchemeCommands.class,
      StockCommand.class,
      AuditCommand.class
    })
public final class AdminCommand {}
