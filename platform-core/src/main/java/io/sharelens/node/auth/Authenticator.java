package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.PrincipalRow;
import io.sharelens.node.store.Principals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** From the Authorization header to the account. */
public final class Authenticator {
  /** No token was sent. */
  public static final String NO_TOKEN = "no-token";

  /** A token that is not valid at this node. */
  public static final String WRONG_TOKEN = "wrong-token";

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 512;

  private final Principals principals;

  public Authenticator(Principals principals) {
    this.principals = principals;
  }

  /**
   * @param header value of the Authorization header
   * @throws LensException USER {@link #NO_TOKEN} or {@link #WRONG_TOKEN}; neither says more
   */
  public Caller authenticate(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw LensException.user(NO_TOKEN, "this needs the header 'Authorization: Bearer <token>'");
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.isEmpty() || token.length() > LONGEST) {
      throw wrong();
    }
    String hash = Tokens.hash(token);
    PrincipalRow row = principals.findByToken(hash).orElseThrow(Authenticator::wrong);
    // The database found the row by the hash; how long that took says nothing of the token itself.
    if (!MessageDigest.isEqual(ascii(hash), ascii(row.tokenHash())) || row.revoked() != null) {
      throw wrong();
    }
    return new Caller(row.name(), Role.of(row.role()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static LensException wrong() {
    return LensException.user(
        WRONG_TOKEN, "the token is not valid at this node; every node has tokens of its own");
  }
}
