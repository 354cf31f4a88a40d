package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What the initiator of a session says first.
 *
 * @param session id, equal at all parties of the session
 * @param from 1-based number of the initiator, equal to the one in its certificate
 * @param to 1-based number of the acceptor
 * @param kind of session, 1 to 64 bytes of UTF-8, for example {@code search}
 * @param hello JSON for the acceptor to decide by (scheme, plugins, epoch), at most {@value
 *     #MAX_HELLO} bytes; owned by this record
 */
public record SessionHello(UUID session, int from, int to, String kind, byte[] hello) {
  /** Largest hello in bytes. */
  public static final int MAX_HELLO = 64 << 10;

  static final int MAX_KIND = 64;

  public SessionHello {
    int kindBytes = kind.getBytes(StandardCharsets.UTF_8).length;
    if (kindBytes == 0 || kindBytes > MAX_KIND) {
      throw LensException.internal("bad-hello", "kind of session of " + kindBytes + " bytes");
    }
    if (hello.length > MAX_HELLO) {
      throw LensException.internal("bad-hello", "hello of " + hello.length + " bytes");
    }
    if (from < 1 || from > 255 || to < 1 || to > 255) {
      throw LensException.internal("bad-hello", "party numbers " + from + " and " + to);
    }
  }

  /** The hello as text. */
  public String text() {
    return new String(hello, StandardCharsets.UTF_8);
  }

  /** What frames of this session carry, so that a frame of another one is noticed. */
  long tag() {
    return session.getMostSignificantBits()
        ^ Long.rotateLeft(session.getLeastSignificantBits(), 17);
  }

  @Override
  public String toString() {
    return kind + " session " + session + " from party " + from + " to party " + to;
  }
}
