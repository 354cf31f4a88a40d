package io.sharelens.owner.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundState;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.mpc.error.LensException;
import java.time.Duration;

/**
 * Signs of life while an owner works for a round, whether it gets on or not; silent while it is
 * paused, so that the others do not wait for it. Learns on the way whether the round still takes
 * updates.
 */
final class Heartbeat implements AutoCloseable {
  private final RoundClient client;
  private final long round;
  private final Duration pause;
  private final RoundWatch watch;
  private final Thread thread;
  private volatile RoundProgress latest = new RoundProgress("training", 0, 0);
  private volatile boolean closed;

  Heartbeat(RoundClient client, long round, Duration pause, RoundWatch watch) {
    this.client = client;
    this.round = round;
    this.pause = pause;
    this.watch = watch;
    this.thread = Thread.ofVirtual().name("heartbeat").start(this::beat);
  }

  /** What the next signs say. */
  void at(String step, long done, long total) {
    latest = new RoundProgress(step, done, total);
  }

  /** Fails with {@code round-closed} once the round takes no more updates. */
  void requireOpen() {
    if (closed) {
      throw closed(round);
    }
  }

  static LensException closed(long round) {
    return LensException.user(
        "round-closed", "round " + round + " went on without this owner's update");
  }

  private void beat() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (!watch.silent()) {
          RoundInfo info = client.progress(round, latest);
          closed = info.state() != RoundState.OPEN && info.state() != RoundState.COLLECTING;
        }
      } catch (LensException e) {
        // A sign of life that is lost does no harm; what the work itself meets is reported.
        closed |= e.code().equals("round-closed");
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
