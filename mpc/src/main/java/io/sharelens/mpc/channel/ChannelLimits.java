package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.time.Duration;

/**
 * Deadlines of one party link. Each gives a RESOURCES error that names the peer.
 *
 * @param handshake for connecting, TLS and the session's handshake together
 * @param step longest time in which nothing moves while a call waits for the peer
 * @param session from the handshake to the end of the session
 */
public record ChannelLimits(Duration handshake, Duration step, Duration session) {
  /** 10 seconds, 60 seconds, one hour. */
  public static final ChannelLimits DEFAULT =
      new ChannelLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofHours(1));

  public ChannelLimits {
    for (Duration d : new Duration[] {handshake, step, session}) {
      if (d.isZero() || d.isNegative() || d.compareTo(Duration.ofDays(365)) > 0) {
        throw LensException.user("bad-deadline", "a deadline must lie in (0, 365 days], not " + d);
      }
    }
  }

  /** The same with another longest time in which nothing moves. */
  public ChannelLimits withStep(Duration longest) {
    return new ChannelLimits(handshake, longest, session);
  }

  /** The same with another deadline for the whole session. */
  public ChannelLimits withSession(Duration deadline) {
    return new ChannelLimits(handshake, step, deadline);
  }
}
