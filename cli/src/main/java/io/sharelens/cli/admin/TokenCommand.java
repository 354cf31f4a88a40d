package io.sharelens.cli.admin;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewToken;
import io.sharelens.api.TokenInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.client.SearchKey;
import io.sharelens.mpc.error.LensException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of accounts. */
@Command(
    name = "token",
    description = "Tokens of accounts: several for each, with label, scope and expiry.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TokenCommand.Show.class, TokenCommand.Create.class, TokenCommand.Revoke.class})
final class TokenCommand {
  private static final String NOT_HERE = "no-such-principal";

  /**
   * Asks all nodes or one; among all, those that do not have the account are left out.
   *
   * @param withoutThird whether an answer says that node 3 has no such account, so that node 3 is
   *     not needed, be it up or down
   */
  private static <T> Map<Integer, T> at(
      @Nullable Integer node, IntFunction<T> call, Predicate<T> withoutThird) {
    Map<Integer, T> answers = new TreeMap<>();
    if (node != null) {
      answers.put(AdminCall.known(node), call.apply(node));
      return answers;
    }
    LensException nowhere = null;
    for (int n = 1; n <= 3; n++) {
      if (n == 3 && answers.values().stream().anyMatch(withoutThird)) {
        break;
      }
      try {
        answers.put(n, call.apply(n));
      } catch (LensException e) {
        if (!e.code().equals(NOT_HERE)) {
          throw e;
        }
        nowhere = e;
      }
    }
    if (answers.isEmpty() && nowhere != null) {
      throw nowhere;
    }
    return answers;
  }

  @Command(
      name = "list",
      description = "An account's tokens, without their secrets.",
      mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Option(names = "--node", description = "Node (default: all that have the account).")
    private @Nullable Integer node;

    @Override
    void run(AdminClient admin) {
      Map<Integer, List<TokenInfo>> all = at(node, n -> admin.access(n).tokens(name), t -> false);
      print(
          Map.of("name", name, "tokens", all),
          out ->
              all.forEach(
                  (n, tokens) ->
                      tokens.forEach(
                          t ->
                              out.printf(
                                  "node %d  %4d  %-4s  expires %-24s  used %-24s  %s%n",
                                  n,
                                  t.id(),
                                  t.scope(),
                                  t.expires() == null ? "never" : t.expires(),
                                  t.used() == null ? "never" : t.used(),
                                  t.label()))));
    }
  }

  @Command(
      name = "create",
      description = "Makes one more token, one a node; they are shown only now.",
      mixinStandardHelpOptions = true)
  static final class Create extends AdminCall {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Option(names = "--label", required = true, description = "What it is for.")
    private String label = "";

    @Option(
        names = "--scope",
        description = "full, or read, which changes nothing (default: full).")
    private @Nullable String scope;

    @Option(
        names = "--days",
        paramLabel = "DAYS",
        description = "Days after which it expires (default: never).")
    private @Nullable Integer days;

    @Option(names = "--node", description = "Node (default: all that have the account).")
    private @Nullable Integer node;

    @Override
    void run(AdminClient admin) {
      Map<Integer, IssuedToken> issued =
          at(
              node,
              n -> admin.access(n).createToken(name, new NewToken(label, scope, days)),
              t -> t.role().equals("user") || t.role().equals("owner"));
      Optional<String> key = SearchKey.of(issued);
      Map<String, Object> document = new TreeMap<>(Map.of("name", name, "tokens", issued));
      key.ifPresent(k -> document.put("search_key", k));
      print(
          document,
          out -> {
            issued.forEach(
                (n, t) ->
                    out.println("node " + n + "  " + t.token() + "  (" + t.info().id() + ")"));
            key.ifPresent(k -> out.println("search key for the search page  " + k));
          });
    }
  }

  @Command(
      name = "revoke",
      description = {
        "Ends a token at once, and the browser sessions it was exchanged for. Each node numbers its",
        "tokens itself."
      },
      mixinStandardHelpOptions = true)
  static final class Revoke extends AdminCall {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ID", description = "Number that 'list' shows.")
    private long id;

    @Option(names = "--node", required = true, description = "Node.")
    private int node;

    @Override
    void run(AdminClient admin) {
      admin.access(known(node)).endToken(name, id);
      print(
          Map.of("name", name, "node", node, "id", id, "revoked", true),
          out -> out.println("node " + node + ": token " + id + " of " + name + " has ended"));
    }
  }
}
