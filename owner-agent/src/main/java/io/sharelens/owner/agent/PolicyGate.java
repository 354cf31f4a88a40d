package io.sharelens.owner.agent;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.train.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where all work of an agent comes through often: holds it up while the owner wants a pause, slows
 * training down to the CPU limit, and ends it when the agent stops or the owner has left.
 */
final class PolicyGate {
  /** How long a mark in the folder may go unseen. */
  private static final Duration LOOK = Duration.ofMillis(300);

  private final PolicyBook policy;
  private final AgentFolder folder;
  private final StatusBoard board;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Instant looked = Instant.EPOCH;
  private volatile @Nullable String why;

  PolicyGate(PolicyBook policy, AgentFolder folder, StatusBoard board, Clock clock) {
    this.policy = policy;
    this.folder = folder;
    this.board = board;
    this.clock = clock;
  }

  /** Why nothing may be done now; null if work may go on. */
  @Nullable String paused() {
    Instant now = clock.instant();
    if (now.isAfter(looked.plus(LOOK)) || now.isBefore(looked)) {
      String before = why;
      String reason = reason();
      why = reason;
      looked = now;
      if (before == null ? reason != null : !before.equals(reason)) {
        board.paused(reason);
      }
    }
    return why;
  }

  private @Nullable String reason() {
    if (folder.marked(AgentFolder.Mark.LEFT)) {
      stop();
      return "the owner has left";
    }
    if (folder.marked(AgentFolder.Mark.LEAVING)) {
      return "the owner is leaving; ./sharelens owner leave goes on with it";
    }
    if (policy.now().paused()) {
      return "paused in the configuration";
    }
    if (folder.marked(AgentFolder.Mark.PAUSED)) {
      return "paused by ./sharelens owner pause";
    }
    LocalTime time = LocalTime.now(clock);
    return policy.now().pauseHours().stream()
        .filter(h -> h.contains(time))
        .findFirst()
        .map(h -> "paused from " + h)
        .orElse(null);
  }

  /** Returns when work may go on; fails with {@code stopping} when the agent ends. */
  void proceed() {
    while (paused() != null) {
      sleep(LOOK.plusMillis(1));
    }
    requireRunning();
  }

  /** Waits, unless the agent ends. */
  void sleep(Duration pause) {
    try {
      if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw stopping();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopping();
    }
  }

  /** Rests after a step of training, so that it computes {@code cpuPercent} of the time. */
  void rest(Pace.Step step) {
    int percent = policy.now().cpuPercent();
    if (percent < 100) {
      sleep(Duration.ofNanos(step.nanos() * (100 - percent) / percent));
    }
  }

  void stop() {
    stopped.countDown();
  }

  boolean over() {
    return stopped.getCount() == 0;
  }

  private void requireRunning() {
    if (over()) {
      throw stopping();
    }
  }

  private static LensException stopping() {
    return LensException.resources("stopping", "the agent is being stopped", null);
  }
}
