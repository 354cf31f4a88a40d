package io.sharelens.cli.admin;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.cli.local.ClientFile;
import io.sharelens.client.AdminClient;
import io.sharelens.client.SearchKey;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts of owners and users. */
@Command(
    name = "account",
    description = "Accounts of owners, users, model owners and administrators.",
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
      description = "Makes an account; its tokens, one a node, are shown only now.",
      mixinStandardHelpOptions = true)
  static final class Add extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Option(names = "--role", required = true, description = "owner, user, model-owner or admin.")
    private String role = "";

    @Option(
        names = "--scope",
        description =
            "What the tokens may do: full, or read, which changes nothing (default: full).")
    private @Nullable String scope;

    @Option(
        names = "--days",
        paramLabel = "DAYS",
        description = "Days after which the tokens expire (default: never).")
    private @Nullable Integer days;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write a deployment file with the tokens for that person.")
    private @Nullable Path file;

    @Override
    void run(AdminClient admin) {
      Map<Integer, IssuedToken> issued =
          admin.createPrincipal(new NewPrincipal(name, role, scope, days));
      Map<Integer, String> tokens = new TreeMap<>();
      issued.forEach((node, token) -> tokens.put(node, token.token()));
      Deployment here = deployment();
      if (file != null) {
        new ClientFile(
                here.nodes().stream().map(n -> n.url().toString()).toList(),
                here.ca(),
                here.deadline().toSeconds())
            .write(file, tokens);
      }
      Map<String, Object> document = new TreeMap<>(Map.of("name", name, "role", role));
      document.put("tokens", tokens);
      Optional<String> key = SearchKey.of(issued);
      key.ifPresent(k -> document.put("search_key", k));
      print(
          document,
          out -> {
            if (file == null) {
              tokens.forEach((node, token) -> out.println("node " + node + "  " + token));
              key.ifPresent(k -> out.println("search key for the search page  " + k));
            } else {
              out.println("give " + file + " to " + name + "; it holds the tokens");
            }
          });
    }
  }

  @Command(
      name = "remove",
      description = {
        "Takes an account's access away. With --with-pictures, an owner leaves for good: all its",
        "pictures, features and shares go at once."
      },
      mixinStandardHelpOptions = true)
  static final class Remove extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Option(names = "--with-pictures", description = "Delete the owner's pictures, for good.")
    private boolean pictures;

    @Option(
        names = "--remove-influence",
        description = "With --with-pictures: take its updates out of the model where possible.")
    private boolean influence;

    @Override
    void run(AdminClient admin) {
      if (influence && !pictures) {
        throw LensException.user(
            "bad-option", "--remove-influence goes together with --with-pictures");
      }
      if (pictures) {
        List<LeaveAnswer> answers = admin.removeOwner(name, influence);
        print(
            Map.of("name", name, "removed", true, "nodes", answers),
            out -> {
              out.println("removed " + name + ", " + answers.getFirst().pictures() + " pictures");
              answers.getFirst().statements().forEach(s -> out.println("  " + s));
            });
        return;
      }
      admin.deletePrincipal(name);
      print(Map.of("name", name, "removed", true), out -> out.println("removed " + name));
    }
  }

  @Command(name = "list", description = "Accounts at node 1.", mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Override
    void run(AdminClient admin) {
      List<PrincipalInfo> all = admin.principals(1);
      print(Map.of("accounts", all), out -> all.forEach(p -> show(out, p)));
    }

    private static void show(PrintWriter out, PrincipalInfo p) {
      out.printf(
          "%-20s %-11s %s%s%n",
          p.name(),
          p.role(),
          p.revoked() == null ? p.tokens().size() + " tokens" : "removed " + p.revoked(),
          p.owners().isEmpty() ? "" : ", finds pictures of " + String.join(", ", p.owners()));
    }
  }
}
