package io.sharelens.node.pause;

import java.time.Duration;

/** Doubles a waiting time up to a bound. Not thread-safe. */
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;
  private int failures;

  public BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The time to wait now; the next one is twice as long. */
  public Duration take() {
    failures++;
    Duration now = next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return now;
  }

  /** Times that {@link #take} was called since the last {@link #reset}. */
  public int failures() {
    return failures;
  }

  public void reset() {
    next = first;
    failures = 0;
  }
}
