package io.sharelens.node.job;

import java.time.Duration;

/** Doubles a waiting time up to a bound. Not thread-safe. */
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;
  private int failures;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The time to wait now; the next one is twice as long. */
  Duration take() {
    failures++;
    Duration now = next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return now;
  }

  /** Times that {@link #take} was called since the last {@link #reset}. */
  int failures() {
    return failures;
  }

  void reset() {
    next = first;
    failures = 0;
  }
}
