package io.sharelens.node.job;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.pause.BackOff;
import io.sharelens.node.pause.Bell;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Node 1's thread that drives all batch work: asks the other nodes, extracts what is due, makes
 * epochs. It waits longer and longer while nothing happens or a node is away.
 */
public final class Coordinator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
  private static final Duration QUICK = Duration.ofMillis(250);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long CLOSE_SECONDS = 20;

  private final Round round;
  private final Bell bell = new Bell();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  /**
   * @param round does what there is to do
   */
  public Coordinator(Round round) {
    this.round = round;
  }

  public void start() {
    Thread.ofPlatform().daemon().name("coordinator").start(this::loop);
  }

  /** Something changed: look at once. */
  public void signal() {
    bell.ring();
  }

  @Override
  public void close() {
    closed = true;
    round.cancel();
    signal();
    try {
      if (!ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the coordinator does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    BackOff idle = new BackOff(QUICK, IDLE);
    BackOff trouble = new BackOff(Duration.ofSeconds(1), LONGEST);
    try {
      while (!closed) {
        Duration pause;
        try {
          boolean progress = round.run();
          trouble.reset();
          if (progress) {
            idle.reset();
          }
          pause = idle.take();
        } catch (LensException e) {
          pause = trouble.take();
          report(e, trouble.failures(), pause);
        } catch (RuntimeException | Error e) {
          pause = trouble.take();
          LOG.error("coordination failed", e);
          round.troubled(String.valueOf(e), trouble.failures());
        }
        if (await(pause)) {
          idle.reset();
        }
      }
    } finally {
      ended.countDown();
    }
  }

  private void report(LensException e, int failures, Duration pause) {
    if (closed) {
      return;
    }
    LOG.warn("coordination: {} (next attempt in {} s)", e.getMessage(), pause.toSeconds());
    round.troubled(e.code() + ": " + e.getMessage(), failures);
  }

  /** Whether the bell ended the pause. */
  private boolean await(Duration pause) {
    try {
      return bell.await(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
      return true;
    }
  }
}
