package io.sharelens.node.round;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.pause.Bell;
import io.sharelens.node.round.intake.UpdateKeeping;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Node 1's thread that drives rounds; it looks when something changed, else after a pause. */
final class RoundKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoundKeeper.class);
  private static final Duration QUICK = Duration.ofMillis(200);
  private static final Duration RUNNING = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration TROUBLE = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final long CLOSE_SECONDS = 20;

  private final Store store;
  private final RoundOpening opening;
  private final RoundSteps steps;
  private final RoundLink link;
  private final RoundLedger ledger;
  private final UpdateKeeping keeping;
  private final Runnable ended;
  private final Bell bell = new Bell();
  private final CountDownLatch over = new CountDownLatch(1);
  private long swept = System.nanoTime() - SWEEP.toNanos() - 1;
  private volatile boolean closed;

  /**
   * @param ended called when a round is over, which may have published a model
   */
  RoundKeeper(
      Store store,
      RoundOpening opening,
      RoundSteps steps,
      RoundLink link,
      RoundLedger ledger,
      UpdateKeeping keeping,
      Runnable ended) {
    this.store = store;
    this.opening = opening;
    this.steps = steps;
    this.link = link;
    this.ledger = ledger;
    this.keeping = keeping;
    this.ended = ended;
  }

  void start() {
    Thread.ofPlatform().daemon().name("rounds").start(this::loop);
  }

  /** Something changed: look at once. */
  void signal() {
    bell.ring();
  }

  @Override
  public void close() {
    closed = true;
    signal();
    try {
      if (!over.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the thread of the rounds does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    Duration pause = QUICK;
    try {
      while (!closed) {
        boolean running = false;
        try {
          boolean changed = look();
          running = store.rounds().current().isPresent();
          Duration most = running ? RUNNING : IDLE;
          pause = changed ? Duration.ofMillis(1) : shorter(pause.multipliedBy(2), most);
        } catch (LensException e) {
          pause = TROUBLE;
          if (!closed) {
            LOG.warn("rounds: {} (again in {} s)", e.getMessage(), pause.toSeconds());
          }
        } catch (RuntimeException | Error e) {
          pause = TROUBLE;
          LOG.error("rounds failed", e);
        }
        if (!closed && await(pause)) {
          pause = QUICK;
        } else if (pause.compareTo(QUICK) < 0) {
          pause = QUICK.dividedBy(2);
        }
      }
    } finally {
      over.countDown();
    }
  }

  private boolean look() {
    boolean changed = opening.due().isPresent();
    RoundRow row = store.rounds().current().orElse(null);
    if (row != null) {
      changed |= steps.step(row);
      if (store.rounds().find(row.number()).filter(r -> r.state().over()).isPresent()) {
        ended.run();
      }
    }
    tellEnds();
    if (System.nanoTime() - swept > SWEEP.toNanos()) {
      swept = System.nanoTime();
      keeping.sweep();
    }
    return changed;
  }

  private void tellEnds() {
    for (RoundRow r : store.rounds().untold()) {
      try {
        link.tell(r, null);
        ledger.told(r);
      } catch (LensException e) {
        LOG.debug("node 2 does not hear how round {} ended: {}", r.number(), e.getMessage());
        return;
      }
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
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
