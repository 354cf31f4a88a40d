package io.sharelens.node.pause;

import java.time.Duration;

/** Lets a thread wait until somebody rings or a time is over. Rings before the wait count. */
public final class Bell {
  private final Object lock = new Object();
  private boolean rung;

  public void ring() {
    synchronized (lock) {
      rung = true;
      lock.notifyAll();
    }
  }

  /**
   * Waits.
   *
   * @return whether it rang; false after {@code atMost}
   * @throws InterruptedException if the thread is to end
   */
  public boolean await(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (lock) {
      while (!rung) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
      rung = false;
      return true;
    }
  }
}
