package io.sharelens.node.round.intake;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Whoever closes a round to updates, and whoever takes one in, does so behind this gate: an update
 * that was accepted is seen by the one who fixes the set of contributors.
 */
public final class RoundGate {
  private final ReentrantLock lock = new ReentrantLock();

  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** As above, without a result. */
  public void locked(Runnable work) {
    locked(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
