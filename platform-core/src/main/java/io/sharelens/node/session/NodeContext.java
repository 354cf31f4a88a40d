package io.sharelens.node.session;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Limits;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * What every part of the runtime needs of its node.
 *
 * @param node 1, 2 or 3
 * @param store durable memory
 * @param schemes the schemes in use
 * @param network how to reach the other nodes
 * @param limits bounds from the configuration
 * @param clock time
 * @param random source of secrets
 */
public record NodeContext(
    int node,
    Store store,
    SchemeBook schemes,
    PartyNetwork network,
    Limits limits,
    Clock clock,
    SecureRandom random) {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_STEP = Duration.ofSeconds(60);
  private static final Duration EXTRACTION = Duration.ofHours(1);

  /**
   * How long a node waits for another one to open its half of a session: less than the deadline, so
   * that the error can name the node.
   */
  public Duration patience() {
    Duration half = deadline().dividedBy(2);
    return half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
  }

  /** Longest time that a search may take, the wait for the other node included. */
  public Duration deadline() {
    return Duration.ofSeconds(limits.deadlineSeconds());
  }

  /** Deadlines of a session's channels. */
  public ChannelLimits channelLimits(String kind) {
    Duration step = deadline().compareTo(LONGEST_STEP) < 0 ? deadline() : LONGEST_STEP;
    return new ChannelLimits(
        HANDSHAKE, step, kind.equals(SessionKind.SEARCH) ? deadline() : EXTRACTION);
  }

  /** What this node says of itself in a session with a scheme, about a model and an epoch. */
  public Agreement agreement(Scheme scheme, String model, long epoch, String epochDigest) {
    return new Agreement(
        Agreement.FORMAT,
        scheme.name(),
        scheme.digest(),
        scheme.plugins(),
        model,
        epoch,
        epochDigest);
  }

  /** A follower's link to node 3 in the session that {@code hello} opened; the run watches it. */
  public PartyChannel openThird(SessionRun run, SessionHello hello) {
    return open(run, 3, hello.session(), hello.kind(), hello.hello());
  }

  /** A link to {@code party} in session {@code id}; the run watches it, and blames who is away. */
  public PartyChannel open(SessionRun run, int party, UUID id, String kind, byte[] hello) {
    try {
      return run.watch(network().open(party, id, kind, hello, channelLimits(kind)));
    } catch (LensException e) {
      run.blame(party);
      throw e;
    }
  }
}
