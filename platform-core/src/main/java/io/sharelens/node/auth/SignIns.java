package io.sharelens.node.auth;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.SignInTable.SignIn;
import io.sharelens.node.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * Sessions of browsers: a token is exchanged for a random id that the page itself cannot read. The
 * database has the id's hash, so that a session lasts over a restart; it ends with its token.
 */
public final class SignIns {
  /** A session that is over, or that never was. */
  public static final String SESSION_OVER = "session-over";

  private static final Duration LENGTH = Duration.ofHours(12);
  private static final int LONGEST = 100;

  private final Store store;
  private final Authenticator authenticator;
  private final Clock clock;
  private final SecureRandom random;

  public SignIns(Store store, Authenticator authenticator, Clock clock, SecureRandom random) {
    this.store = store;
    this.authenticator = authenticator;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Begins a session.
   *
   * @throws LensException USER as {@link Authenticator#byToken} does
   */
  public Session begin(String token) {
    Caller caller = authenticator.byToken(token.strip());
    long now = clock.millis();
    long end = now + LENGTH.toMillis();
    Long expires = caller.expires();
    if (expires != null && expires < end) {
      end = expires;
    }
    String id = Tokens.secret(random);
    store.signIns().insert(new SignIn(Tokens.hash(id), caller.token(), end), now);
    return new Session(id, caller, end);
  }

  /**
   * Who has the session.
   *
   * @throws LensException USER {@link #SESSION_OVER}, or why its token is not valid any more
   */
  public Session of(String id) {
    if (id.length() > LONGEST) {
      throw over();
    }
    SignIn row = store.signIns().find(Tokens.hash(id)).orElseThrow(SignIns::over);
    if (row.expires() <= clock.millis()) {
      throw over();
    }
    return new Session(id, authenticator.byTokenId(row.token()), row.expires());
  }

  /** Ends a session; nothing happens if there was none. */
  public void end(String id) {
    store.signIns().delete(Tokens.hash(id));
  }

  private static LensException over() {
    return LensException.user(SESSION_OVER, "the session is over; sign in again with your token");
  }

  /**
   * A session.
   *
   * @param id secret; the value of the cookie
   * @param caller who has it
   * @param expires UTC milliseconds
   */
  public record Session(String id, Caller caller, long expires) {
    @Override
    public String toString() {
      return "Session[" + caller + "]";
    }
  }
}
