package io.sharelens.node.rehearsal;

import io.sharelens.mpc.error.LensException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets a rehearsal go on only while no search runs, and ends it when nobody wants it any more. Used
 * by the parties' threads.
 */
final class Quiet {
  /** Code of a rehearsal that was cancelled. */
  static final String CANCELLED = "cancelled";

  private static final long LOOK_NANOS = 20_000_000;

  private final BooleanSupplier searches;
  private volatile boolean cancelled;
  private volatile boolean disturbed;

  /**
   * @param searches whether a search runs or waits
   */
  Quiet(BooleanSupplier searches) {
    this.searches = searches;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Whether it had to wait since the last call. */
  boolean disturbed() {
    boolean was = disturbed;
    disturbed = false;
    return was;
  }

  /**
   * Waits while searches run.
   *
   * @throws LensException USER {@value #CANCELLED}
   */
  void await() {
    check();
    while (searches.getAsBoolean()) {
      disturbed = true;
      LockSupport.parkNanos(LOOK_NANOS);
      check();
    }
  }

  private void check() {
    if (cancelled) {
      throw LensException.user(CANCELLED, "cancelled by an administrator");
    }
  }
}
