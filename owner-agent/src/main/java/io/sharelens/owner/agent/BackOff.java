package io.sharelens.owner.agent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses after failures in a row: doubled each time up to a limit, with jitter. */
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private int failures;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Pause after one more failure. */
  Duration failed() {
    long full = first.toMillis() << Math.min(failures++, 20);
    long capped = Math.min(full, longest.toMillis());
    // Spreads agents that lost the same node.
    return Duration.ofMillis(
        (long) (capped * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
  }

  int failures() {
    return failures;
  }

  void worked() {
    failures = 0;
  }
}
