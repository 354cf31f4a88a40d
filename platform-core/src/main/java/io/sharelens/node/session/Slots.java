package io.sharelens.node.session;

import io.sharelens.mpc.error.LensException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Bounds the searches that run or wait at this node, and lets batch work stand back while there are
 * any. Thread-safe.
 */
public final class Slots {
  private final Semaphore searches;
  private final int limit;
  private final Duration longestPause;
  private int active;

  /**
   * @param limit searches at a time
   * @param longestPause batch work never stands back longer at a time: its peer has a deadline too
   */
  public Slots(int limit, Duration longestPause) {
    this.limit = limit;
    this.longestPause = longestPause;
    this.searches = new Semaphore(limit);
  }

  /** A place for a search; close it when the search is over. */
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws LensException RESOURCES {@code busy} if all places are taken
   */
  public Slot search() {
    if (!searches.tryAcquire()) {
      throw LensException.resources(
          "busy", limit + " searches run or wait at this node already; try again later", null);
    }
    change(1);
    return () -> {
      change(-1);
      searches.release();
    };
  }

  /** Called by batch work before it goes on: waits, for a bounded time, while searches run. */
  public synchronized void standBack() {
    long until = System.nanoTime() + longestPause.toNanos();
    try {
      while (active > 0) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether no search runs or waits. */
  public synchronized boolean idle() {
    return active == 0;
  }

  private synchronized void change(int by) {
    active += by;
    if (active == 0) {
      notifyAll();
    }
  }
}
