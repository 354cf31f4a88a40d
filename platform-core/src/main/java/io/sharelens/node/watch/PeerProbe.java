package io.sharelens.node.watch;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.pause.Bell;
import io.sharelens.node.session.Messages;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one node every second how it is, in a thread of its own, over one session that stays open.
 * What does not answer in time is down: with the pause that is seen within four seconds, and so is
 * its return.
 */
final class PeerProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerProbe.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A session is opened anew after this time, so that a renewed certificate is seen. */
  static final Duration SESSION = Duration.ofMinutes(10);

  private final int node;
  private final WatchLink link;
  private final Clock clock;
  private final Runnable changed;
  private final Bell bell = new Bell();
  private RoundTrips trips = new RoundTrips();
  private volatile Sight sight;
  private volatile @Nullable PartyChannel channel;
  private volatile boolean closed;

  /**
   * @param changed called when the node came back, or says something else of itself than before
   */
  PeerProbe(int node, WatchLink link, Clock clock, Runnable changed) {
    this.node = node;
    this.link = link;
    this.clock = clock;
    this.changed = changed;
    this.sight = Sight.unknown(clock.instant());
  }

  void start() {
    Thread.ofPlatform().daemon().name("watch-" + node).start(this::loop);
  }

  Sight sight() {
    return sight;
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
    PartyChannel open = channel;
    if (open != null) {
      open.close();
    }
  }

  private void loop() {
    while (!closed) {
      try {
        session();
      } catch (LensException e) {
        down(e.code() + ": " + e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("asking node {} how it is failed", node, e);
        down("unexpected: " + e);
      }
      pause();
    }
  }

  /** Pings until the node does not answer any more, or it is time for another session. */
  private void session() {
    ChannelLimits limits = new ChannelLimits(PATIENCE, PATIENCE, SESSION.plus(PATIENCE));
    long until = System.nanoTime() + SESSION.toNanos();
    try (PartyChannel open = link.open(limits, c -> sight = sight.shown(c))) {
      channel = open;
      Messages messages = new Messages(open);
      for (long n = 1; !closed && System.nanoTime() < until; n++) {
        long sent = System.nanoTime();
        messages.send(new Ping(n));
        SelfNotice notice = messages.receive(SelfNotice.class);
        answered(notice, System.nanoTime() - sent);
        pause();
      }
    } finally {
      channel = null;
    }
  }

  private void answered(SelfNotice notice, long nanos) {
    Sight before = sight;
    if (!before.up()) {
      trips = new RoundTrips();
      LOG.info("node {} answers", node);
    }
    trips.add(nanos);
    sight = before.answered(clock.instant(), notice, trips.medianMillis());
    if (!before.up() || !Objects.equals(before.self(), notice)) {
      changed.run();
    }
  }

  private void down(String cause) {
    if (closed) {
      return;
    }
    if (sight.up()) {
      LOG.warn("node {} is down: {}", node, cause);
    }
    sight = sight.down(clock.instant(), cause);
  }

  private void pause() {
    try {
      bell.await(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
