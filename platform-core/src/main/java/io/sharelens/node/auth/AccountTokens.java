package io.sharelens.node.auth;

import io.sharelens.api.IssuedToken;
import io.sharelens.api.TokenInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.AccessTokenRow;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, lists and ends the tokens of accounts. */
public final class AccountTokens {
  /** Name of the fact that says which token of {@code admin} is the one of the file. */
  static final String FILE_TOKEN = "admin-file-token";

  private static final String FIRST_LABEL = "first";
  private static final int LONGEST_LABEL = 100;
  private static final int MOST_DAYS = 3650;
  private static final int MOST_TOKENS = 100;

  private final int node;
  private final Store store;
  private final Clock clock;
  private final SecureRandom random;

  public AccountTokens(int node, Store store, Clock clock, SecureRandom random) {
    this.node = node;
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes one more token.
   *
   * @param account that has access
   * @param scope {@code full} or {@code read}; null for {@code full}
   * @param days after which it expires; null for never
   * @throws LensException USER {@code no-such-principal}, {@code bad-label}, {@code bad-scope},
   *     {@code bad-expiry}, {@code too-many-tokens}
   */
  public IssuedToken create(
      String account, String label, @Nullable String scope, @Nullable Integer days) {
    PrincipalRow row = require(account);
    if (store.accessTokens().of(account).size() >= MOST_TOKENS) {
      throw LensException.user(
          "too-many-tokens",
          "'" + account + "' has " + MOST_TOKENS + " tokens; end those that nobody uses");
    }
    return issue(row, checkedLabel(label), Scope.of(scope), days);
  }

  /** The first token of a new account. */
  IssuedToken first(PrincipalRow account, @Nullable String scope, @Nullable Integer days) {
    return issue(account, FIRST_LABEL, Scope.of(scope), days);
  }

  /** Fails as making a token would, before anything is made. */
  static void check(@Nullable String scope, @Nullable Integer days) {
    Scope.of(scope);
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw LensException.user(
          "bad-expiry", "a token lasts 1 to " + MOST_DAYS + " days, not " + days);
    }
  }

  private IssuedToken issue(
      PrincipalRow account, String label, Scope scope, @Nullable Integer days) {
    check(scope.text(), days);
    String token = Tokens.fresh(node, random);
    long now = clock.millis();
    Long expires = days == null ? null : now + Duration.ofDays(days).toMillis();
    AccessTokenRow row =
        new AccessTokenRow(
            0, account.name(), Tokens.hash(token), label, scope.text(), now, expires, null, null);
    long id = store.accessTokens().insert(row);
    return new IssuedToken(account.name(), account.role(), token, info(id, row));
  }

  /** Tokens of an account that were not ended. */
  public List<TokenInfo> list(String account) {
    require(account);
    return store.accessTokens().of(account).stream().map(AccountTokens::info).toList();
  }

  /**
   * Ends a token and the sessions it was exchanged for.
   *
   * @throws LensException USER {@code no-such-token}; {@code file-token} for the one that comes
   *     from the configuration
   */
  public void end(String account, long id) {
    require(account);
    if (store.facts().get(FILE_TOKEN).filter(String.valueOf(id)::equals).isPresent()) {
      throw LensException.user(
          "file-token",
          "this token comes from the node's admin_token_file: write another one there and restart"
              + " the node");
    }
    if (!store.accessTokens().revoke(account, id, clock.millis())) {
      throw LensException.user(
          "no-such-token", "'" + account + "' has no token " + id + " that could be ended");
    }
  }

  private PrincipalRow require(String account) {
    return store
        .principals()
        .find(account)
        .filter(p -> p.revoked() == null)
        .orElseThrow(
            () ->
                LensException.user(
                    "no-such-principal", "there is no account '" + account + "' with access"));
  }

  private static String checkedLabel(String label) {
    String text = label.strip();
    if (text.isEmpty()
        || text.length() > LONGEST_LABEL
        || text.chars().anyMatch(Character::isISOControl)) {
      throw LensException.user(
          "bad-label", "a token's label has 1 to " + LONGEST_LABEL + " characters, on one line");
    }
    return text;
  }

  static TokenInfo info(AccessTokenRow row) {
    return info(row.id(), row);
  }

  private static TokenInfo info(long id, AccessTokenRow row) {
    return new TokenInfo(
        id,
        row.label(),
        row.scope(),
        Instant.ofEpochMilli(row.created()).toString(),
        time(row.expires()),
        time(row.used()));
  }

  static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }
}
