package io.sharelens.testkit;

import io.sharelens.mpc.error.LensException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes parties wait for each other at every call and fails if one calls something else than the
 * others: the contract of {@code Arithmetic}, checked.
 */
final class Lockstep {
  private static final long TIMEOUT_SECONDS = 60;

  private final int parties;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, String> waiting = new HashMap<>();
  private long step;
  private @Nullable String failure;

  Lockstep(int parties) {
    this.parties = parties;
  }

  /** Returns when all parties are here with the same {@code call}; gives the number of the step. */
  long meet(int party, String call) {
    lock.lock();
    try {
      long now = step;
      waiting.put(party, call);
      if (waiting.size() == parties) {
        if (waiting.values().stream().distinct().count() > 1) {
          failure = "step " + now + ": the parties call different things: " + waiting;
        }
        waiting.clear();
        step++;
        changed.signalAll();
      }
      long left = TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
      while (step == now && failure == null) {
        left = changed.awaitNanos(left);
        if (left <= 0) {
          failure = "step " + now + ": not all parties came to " + waiting;
        }
      }
      if (failure != null) {
        throw LensException.protocol("parties-differ", failure);
      }
      return now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted while waiting", e);
    } finally {
      lock.unlock();
    }
  }

  /** A party ended with an error; the others stop waiting for it. */
  void leave(int party, Throwable why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = "party " + party + " stopped: " + why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
