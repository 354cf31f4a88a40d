package io.sharelens.node.dealer;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Brings together the two servers' halves of a session at the dealer. Each half comes on a thread
 * of its own; the second one runs the session, the first one waits for its end. Thread-safe.
 */
final class DealerPairs {
  private final Duration patience;
  private final Map<UUID, Waiting> waiting = new HashMap<>();

  /** One server's half of a session. */
  record Half(SessionHello hello, PartyChannel channel) {}

  /** The first half and what it waits for. */
  private record Waiting(Half half, CountDownLatch met, CountDownLatch over) {}

  /**
   * @param patience how long one server waits for the other
   */
  DealerPairs(Duration patience) {
    this.patience = patience;
  }

  /**
   * Returns when the session is over.
   *
   * @param session runs the session, given the halves of node 1 and node 2
   * @throws LensException RESOURCES {@code peer-missing} naming the node that did not come
   */
  void meet(Half half, BiConsumer<Half, Half> session) {
    UUID id = half.hello().session();
    Waiting first;
    Waiting mine = new Waiting(half, new CountDownLatch(1), new CountDownLatch(1));
    synchronized (waiting) {
      first = waiting.remove(id);
      if (first == null) {
        waiting.put(id, mine);
      }
    }
    if (first == null) {
      await(mine);
      return;
    }
    first.met().countDown();
    try {
      if (first.half().hello().from() == half.hello().from()) {
        throw LensException.protocol(
            "session-reused", "node " + half.hello().from() + " opened session " + id + " twice");
      }
      boolean inOrder = first.half().hello().from() < half.hello().from();
      session.accept(inOrder ? first.half() : half, inOrder ? half : first.half());
    } catch (LensException e) {
      first.half().channel().abort(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      first.over().countDown();
    }
  }

  private void await(Waiting mine) {
    try {
      if (!mine.met().await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean alone;
        synchronized (waiting) {
          alone = waiting.remove(mine.half().hello().session(), mine);
        }
        if (alone) {
          throw LensException.resources(
              "peer-missing",
              "node "
                  + (3 - mine.half().hello().from())
                  + " did not open its half of the session"
                  + " at node 3 within "
                  + patience.toSeconds()
                  + " s",
              null);
        }
      }
      mine.over().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "node 3 is shutting down", e);
    }
  }
}
