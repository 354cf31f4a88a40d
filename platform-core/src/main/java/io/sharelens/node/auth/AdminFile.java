package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.AccessTokenRow;
import io.sharelens.node.store.AccessTokens;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The token of the account {@code admin} that comes from the file the configuration names. */
public final class AdminFile {
  /** The account that every node has. */
  public static final String ADMIN = "admin";

  private static final String LABEL = "admin_token_file";
  private static final int SHORTEST_TOKEN = 32;

  private final Store store;
  private final Clock clock;

  public AdminFile(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Takes the administrator's token from its file; the one that the file had before ends. Without
   * the file the one known before goes on.
   *
   * @throws LensException USER {@code no-admin-token} if there is neither
   */
  public void read(Path file) {
    if (!Files.exists(file)) {
      if (store.principals().find(ADMIN).isEmpty()) {
        throw LensException.user(
            "no-admin-token",
            file + " is missing; 'sharelens admin init' writes one for each node");
      }
      return;
    }
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw LensException.resources("no-admin-token", "cannot read " + file, e);
    }
    if (token.length() < SHORTEST_TOKEN) {
      throw LensException.user(
          "no-admin-token",
          file + " holds a token of fewer than " + SHORTEST_TOKEN + " characters");
    }
    store.inTransaction(() -> take(file, Tokens.hash(token)));
  }

  private void take(Path file, String hash) {
    AccessTokens tokens = store.accessTokens();
    long now = clock.millis();
    store.principals().put(new PrincipalRow(ADMIN, Role.ADMIN.text(), now, null));
    AccessTokenRow known = tokens.find(hash).orElse(null);
    if (known != null && !known.account().equals(ADMIN)) {
      throw LensException.user(
          "no-admin-token", file + " holds the token of '" + known.account() + "'");
    }
    String before = store.facts().get(AccountTokens.FILE_TOKEN).orElse(null);
    long id;
    if (known == null) {
      id =
          tokens.insert(
              new AccessTokenRow(0, ADMIN, hash, LABEL, Scope.FULL.text(), now, null, null, null));
    } else {
      id = known.id();
      tokens.revive(id);
    }
    if (before != null && !before.equals(String.valueOf(id))) {
      tokens.revoke(ADMIN, Long.parseLong(before), now);
    }
    store.facts().put(AccountTokens.FILE_TOKEN, String.valueOf(id));
  }
}
