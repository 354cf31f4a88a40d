package io.sharelens.cli.admin;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.client.AdminClient;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts of owners and users. */
@Command(
    name = "account",
    description = "Accounts of owners, users and administrators.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AccountCommand.Add.class,
      AccountCommand.Remove.class,
      AccountCommand.Show.class
    })
final class AccountCommand {

  @Command(
      name = "add",
      description = "Makes an account; prints each node's token, which is shown only now.",
      mixinStandardHelpOptions = true)
  static final class Add extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Option(names = "--role", required = true, description = "owner, user or admin.")
    private String role = "";

    @Override
    void run(AdminClient admin) {
      Map<Integer, IssuedToken> tokens = admin.createPrincipal(name, role);
      print(
          Map.of("name", name, "role", role, "tokens", tokens),
          out -> tokens.forEach((n, t) -> out.println("node " + n + "  " + t.token())));
    }
  }

  @Command(
      name = "remove",
      description = "Takes an account's access away.",
      mixinStandardHelpOptions = true)
  static final class Remove extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Override
    void run(AdminClient admin) {
      admin.deletePrincipal(name);
      print(Map.of("name", name, "removed", true), out -> out.println("removed " + name));
    }
  }

  @Command(name = "list", description = "Accounts at node 1.", mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Override
    void run(AdminClient admin) {
      List<PrincipalInfo> all = admin.principals(1);
      print(Map.of("accounts", all), out -> all.forEach(out::println));
    }
  }
}
