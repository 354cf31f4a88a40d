package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import io.sharelens.node.stock.FillOrder.PackOrder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server 1's thread that fills the stock while nothing else is to do. */
final class StockFiller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StockFiller.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long CLOSE_SECONDS = 10;

  private final StockFolder folder;
  private final FillPlan plan;
  private final FillLeader leader;
  private final Slots slots;
  private final BooleanSupplier busy;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile SessionRun running = new SessionRun();

  /**
   * @param room bytes that the stock may have
   * @param busy whether other batch work is under way
   */
  StockFiller(StockFolder folder, long room, FillLeader leader, Slots slots, BooleanSupplier busy) {
    this.folder = folder;
    this.plan = new FillPlan(room, UUID::randomUUID);
    this.leader = leader;
    this.slots = slots;
    this.busy = busy;
  }

  void start() {
    Thread.ofPlatform().daemon().name("stock").start(this::loop);
  }

  private void loop() {
    Duration pause = LOOK;
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = fill(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** How long to wait before the next look. */
  private Duration fill(Duration before) {
    try {
      boolean more = true;
      while (more && slots.idle() && !busy.getAsBoolean() && closing.getCount() > 0) {
        more = step();
      }
      return LOOK;
    } catch (LensException e) {
      Duration longer = before.multipliedBy(2);
      Duration next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
      if (closing.getCount() > 0) {
        LOG.info(
            "the stock is not filled: {}; next attempt in {} s", e.getMessage(), next.toSeconds());
      }
      return next;
    } catch (RuntimeException e) {
      LOG.error("the stock is not filled", e);
      return LONGEST;
    }
  }

  /** Fills some packs; whether there was anything to fill. */
  private boolean step() {
    folder.dropUnused();
    List<PackOrder> packs = plan.next(folder.lines(), folder.bytes());
    if (packs.isEmpty()) {
      return false;
    }
    SessionRun run = new SessionRun();
    running = run;
    leader.fill(run, packs);
    LOG.debug("the stock has {} packs more: {}", packs.size(), packs);
    return true;
  }

  @Override
  public void close() {
    closing.countDown();
    running.cancel();
    try {
      if (!ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the stock's thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
