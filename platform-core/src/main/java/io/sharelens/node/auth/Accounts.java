package io.sharelens.node.auth;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.PrincipalInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Principals;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes and ends accounts and grants at one node. */
public final class Accounts {
  /** The account whose token comes from the file that the configuration names. */
  public static final String ADMIN = "admin";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final int SHORTEST_TOKEN = 32;

  private final Store store;
  private final boolean holdsPictures;
  private final Clock clock;
  private final SecureRandom random;

  public Accounts(Store store, boolean holdsPictures, Clock clock, SecureRandom random) {
    this.store = store;
    this.holdsPictures = holdsPictures;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Takes the administrator's token from its file. Without the file the one known before goes on.
   *
   * @throws LensException USER {@code no-admin-token} if there is neither
   */
  public void adminFrom(Path tokenFile) {
    Principals table = store.principals();
    if (!Files.exists(tokenFile)) {
      if (table.find(ADMIN).isEmpty()) {
        throw LensException.user(
            "no-admin-token",
            tokenFile + " is missing; 'sharelens admin init' writes one for each node");
      }
      return;
    }
    String token;
    try {
      token = Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw LensException.resources("no-admin-token", "cannot read " + tokenFile, e);
    }
    if (token.length() < SHORTEST_TOKEN) {
      throw LensException.user(
          "no-admin-token",
          tokenFile + " holds a token of fewer than " + SHORTEST_TOKEN + " characters");
    }
    table.put(new PrincipalRow(ADMIN, Role.ADMIN.text(), Tokens.hash(token), clock.millis(), null));
  }

  /**
   * Makes an account, or gives a revoked one of the same role a new token.
   *
   * @throws LensException USER {@code bad-name}, {@code bad-role}, {@code principal-exists}
   */
  public IssuedToken create(String name, String roleText) {
    Role role = Role.of(roleText);
    if (!NAME.matcher(name).matches()) {
      throw LensException.user(
          "bad-name", "a name has 1 to 64 letters, digits, dots, dashes, underscores or @");
    }
    if (!holdsPictures && role != Role.ADMIN && role != Role.MODEL_OWNER) {
      throw LensException.user(
          "bad-role", "node 3 holds no pictures: it has administrators and model owners only");
    }
    PrincipalRow before = store.principals().find(name).orElse(null);
    if (before != null && (before.revoked() == null || !before.role().equals(role.text()))) {
      throw LensException.user(
          "principal-exists", "'" + name + "' exists at this node as " + before.role());
    }
    String token = Tokens.fresh(random);
    store
        .principals()
        .put(new PrincipalRow(name, role.text(), Tokens.hash(token), clock.millis(), null));
    return new IssuedToken(name, role.text(), token);
  }

  /** Ends an account's access at once. */
  public void revoke(String name) {
    if (name.equals(ADMIN)) {
      throw LensException.user(
          "principal-exists", "the administrator's token is changed in its file, not revoked");
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

  /** All accounts with their grants. */
  public List<PrincipalInfo> list() {
    TreeMap<String, TreeSet<String>> grants = new TreeMap<>();
    for (Principals.Grant g : store.principals().grants()) {
      grants.computeIfAbsent(g.user(), u -> new TreeSet<>()).add(g.owner());
    }
    return store.principals().list().stream()
        .map(
            p ->
                new PrincipalInfo(
                    p.name(),
                    p.role(),
                    Instant.ofEpochMilli(p.created()).toString(),
                    time(p.revoked()),
                    List.copyOf(grants.getOrDefault(p.name(), new TreeSet<>()))))
        .toList();
  }

  private void require(String name, Role role) {
    PrincipalRow row = store.principals().find(name).orElse(null);
    if (row == null || row.revoked() != null || !row.role().equals(role.text())) {
      throw LensException.user(
          "no-such-principal", "there is no " + role.text() + " '" + name + "' at this node");
    }
  }

  private static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }
}
