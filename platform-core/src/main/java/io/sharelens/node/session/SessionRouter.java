package io.sharelens.node.session;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hands sessions that other nodes open to the part of this node that knows their kind, and bounds
 * their number.
 */
public final class SessionRouter implements SessionAcceptor {
  private final Map<String, SessionAcceptor> byKind;
  private final Semaphore places;
  private final int maxSessions;
  private volatile boolean closing;

  /**
   * @param maxSessions sessions that may run at a time
   */
  public SessionRouter(Map<String, SessionAcceptor> byKind, int maxSessions) {
    this.byKind = new TreeMap<>(byKind);
    this.places = new Semaphore(maxSessions);
    this.maxSessions = maxSessions;
  }

  /** Takes no new session, and waits until none runs any more, or too long. */
  public void awaitIdle(Duration longest) {
    closing = true;
    try {
      if (places.tryAcquire(maxSessions, longest.toMillis(), TimeUnit.MILLISECONDS)) {
        places.release(maxSessions);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (closing) {
      throw LensException.resources(
          "shutting-down", "node " + hello.to() + " is shutting down", null);
    }
    SessionAcceptor acceptor = byKind.get(hello.kind());
    if (acceptor == null) {
      throw LensException.protocol(
          "unknown-session-kind",
          "node "
              + hello.to()
              + " takes part in sessions of kind "
              + byKind.keySet()
              + ", not '"
              + hello.kind()
              + "'");
    }
    Accepted accepted = acceptor.decide(hello);
    if (!places.tryAcquire()) {
      throw LensException.resources(
          "busy", "node " + hello.to() + " has as many sessions as it takes", null);
    }
    return new Accepted(
        accepted.limits(),
        channel -> {
          try {
            accepted.run().accept(channel);
          } finally {
            places.release();
          }
        });
  }
}
