package io.sharelens.owner.agent;

import java.security.SecureRandom;
import java.time.Duration;

/** Pauses after failures in a row: doubled each time up to a limit, with jitter. */
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private final SecureRandom random = new SecureRandom();
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
    return Duration.ofMillis((long) (capped * (0.5 + random.nextDouble() / 2)));
  }

  void worked() {
    failures = 0;
  }
}
