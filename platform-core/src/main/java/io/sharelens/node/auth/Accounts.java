package io.sharelens.node.auth;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.api.TokenInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.AccessTokenRow;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Principals;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes and ends accounts and grants at one node. */
public final class Accounts {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final Store store;
  private final boolean holdsPictures;
  private final Clock clock;
  private final AccountTokens tokens;

  public Accounts(Store store, boolean holdsPictures, Clock clock, AccountTokens tokens) {
    this.store = store;
    this.holdsPictures = holdsPictures;
    this.clock = clock;
    this.tokens = tokens;
  }

  /**
   * Makes an account, or gives a revoked one of the same role a new token.
   *
   * @throws LensException USER {@code bad-name}, {@code bad-role}, {@code bad-scope}, {@code
   *     bad-expiry}, {@code principal-exists}
   */
  public IssuedToken create(NewPrincipal wanted) {
    String name = wanted.name();
    Role role = Role.of(wanted.role());
    AccountTokens.check(wanted.scope(), wanted.days());
    if (!NAME.matcher(name).matches()) {
      throw LensException.user(
          "bad-name", "a name has 1 to 64 letters, digits, dots, dashes, underscores or @");
    }
    if (!holdsPictures && role != Role.ADMIN && role != Role.MODEL_OWNER) {
      throw LensException.user(
          "bad-role", "node 3 holds no pictures: it has administrators and model owners only");
    }
    return store.inTransaction(
        () -> {
          PrincipalRow before = store.principals().find(name).orElse(null);
          if (before != null && (before.revoked() == null || !before.role().equals(role.text()))) {
            throw LensException.user(
                "principal-exists", "'" + name + "' exists at this node as " + before.role());
          }
          PrincipalRow row = new PrincipalRow(name, role.text(), clock.millis(), null);
          store.principals().put(row);
          return tokens.first(row, wanted.scope(), wanted.days());
        });
  }

  /** Ends an account's access at once. */
  public void revoke(String name) {
    if (name.equals(AdminFile.ADMIN)) {
      throw LensException.user(
          "principal-exists",
          "'" + name + "' is this node's own administrator: its token is changed in its file");
    }
    if (!store.principals().revoke(name, clock.millis())) {
      throw LensException.user("no-such-principal", "there is no account '" + name + "'");
    }
  }

  /** Lets a user find an owner's pictures. */
  public void grant(String user, String owner) {
    require(user, Role.USER);
    require(owner, Role.OWNER);
    store.principals().grant(user, owner);
  }

  /** Takes a grant back; nothing happens if there was none. */
  public void revokeGrant(String user, String owner) {
    store.principals().revokeGrant(user, owner);
  }

  /** All accounts with their grants and tokens. */
  public List<PrincipalInfo> list() {
    TreeMap<String, TreeSet<String>> grants = new TreeMap<>();
    for (Principals.Grant g : store.principals().grants()) {
      grants.computeIfAbsent(g.user(), u -> new TreeSet<>()).add(g.owner());
    }
    Map<String, List<TokenInfo>> infos =
        store.accessTokens().list().stream()
            .collect(
                Collectors.groupingBy(
                    AccessTokenRow::account,
                    Collectors.mapping(AccountTokens::info, Collectors.toList())));
    return store.principals().list().stream()
        .map(
            p ->
                new PrincipalInfo(
                    p.name(),
                    p.role(),
                    Instant.ofEpochMilli(p.created()).toString(),
                    AccountTokens.time(p.revoked()),
                    List.copyOf(grants.getOrDefault(p.name(), new TreeSet<>())),
                    infos.getOrDefault(p.name(), List.of())))
        .toList();
  }

  private void require(String name, Role role) {
    PrincipalRow row = store.principals().find(name).orElse(null);
    if (row == null || row.revoked() != null || !row.role().equals(role.text())) {
      throw LensException.user(
          "no-such-principal", "there is no " + role.text() + " '" + name + "' at this node");
    }
  }
}
