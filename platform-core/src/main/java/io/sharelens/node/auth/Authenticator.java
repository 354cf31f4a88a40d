package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.AccessTokenRow;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** From a token to the account. */
public final class Authenticator {
  /** No token was sent. */
  public static final String NO_TOKEN = "no-token";

  /** A token that is not valid at this node. */
  public static final String WRONG_TOKEN = "wrong-token";

  /** A token that names another node. */
  public static final String OTHER_NODES_TOKEN = "other-nodes-token";

  /** A token that was valid until it expired. */
  public static final String EXPIRED_TOKEN = "expired-token";

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 512;
  private static final long USE_STEP_MILLIS = 60_000;

  private final int node;
  private final Store store;
  private final Clock clock;

  public Authenticator(int node, Store store, Clock clock) {
    this.node = node;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param header value of the Authorization header
   * @throws LensException USER {@link #NO_TOKEN}, or as {@link #byToken} does
   */
  public Caller authenticate(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw LensException.user(NO_TOKEN, "this needs the header 'Authorization: Bearer <token>'");
    }
    return byToken(header.substring(SCHEME.length()).strip());
  }

  /**
   * @throws LensException USER {@link #WRONG_TOKEN}, {@link #OTHER_NODES_TOKEN} or {@link
   *     #EXPIRED_TOKEN}; none says anything to who does not have the token
   */
  public Caller byToken(String token) {
    if (token.isEmpty() || token.length() > LONGEST) {
      throw wrong();
    }
    OptionalInt of = Tokens.nodeOf(token);
    if (of.isPresent() && of.getAsInt() != node) {
      throw LensException.user(
          OTHER_NODES_TOKEN,
          "this token belongs to node %d, but this is node %d; use the token of this node"
              .formatted(of.getAsInt(), node));
    }
    String hash = Tokens.hash(token);
    AccessTokenRow row = store.accessTokens().find(hash).orElseThrow(this::wrong);
    // The database found the row by the hash; how long that took says nothing of the token itself.
    if (!MessageDigest.isEqual(ascii(hash), ascii(row.hash()))) {
      throw wrong();
    }
    return caller(row);
  }

  /** As {@link #byToken}, by the token's number. */
  Caller byTokenId(long id) {
    return caller(store.accessTokens().find(id).orElseThrow(this::wrong));
  }

  /** Whether what a caller proved still holds: for answers that last. */
  public boolean holds(Caller caller) {
    try {
      byTokenId(caller.token());
      return true;
    } catch (LensException e) {
      return false;
    }
  }

  private Caller caller(AccessTokenRow row) {
    PrincipalRow account = store.principals().find(row.account()).orElseThrow(this::wrong);
    if (row.revoked() != null || account.revoked() != null) {
      throw wrong();
    }
    long now = clock.millis();
    Long expires = row.expires();
    if (expires != null && expires <= now) {
      throw LensException.user(
          EXPIRED_TOKEN,
          "this token expired at "
              + Instant.ofEpochMilli(expires)
              + "; ask this node's administrator for a new one");
    }
    Long used = row.used();
    if (used == null || now - used >= USE_STEP_MILLIS) {
      store.accessTokens().used(row.id(), now);
    }
    return new Caller(
        account.name(), Role.of(account.role()), Scope.of(row.scope()), row.id(), expires);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private LensException wrong() {
    return LensException.user(
        WRONG_TOKEN,
        "the token is not valid at node " + node + "; every node has tokens of its own");
  }
}
