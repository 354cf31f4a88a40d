package io.sharelens.client.transport;

import java.time.Duration;

/**
 * How often calls that may be repeated are repeated.
 *
 * @param attempts calls in all, at least 1
 * @param firstPause before the second call; doubled each time, with jitter
 * @param longestPause upper limit of a pause
 */
public record Retries(int attempts, Duration firstPause, Duration longestPause) {
  /** 4 calls within about 2 seconds of pauses. */
  public static Retries standard() {
    return new Retries(4, Duration.ofMillis(200), Duration.ofSeconds(2));
  }

  /** One call. */
  public static Retries none() {
    return new Retries(1, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Pause after the {@code done}-th call.
   *
   * @param jitter 0..1; spreads clients that failed together
   */
  Duration pause(int done, double jitter) {
    long full = firstPause.toMillis() << Math.min(done - 1, 20);
    long capped = Math.min(full, longestPause.toMillis());
    return Duration.ofMillis((long) (capped * (0.5 + jitter / 2)));
  }
}
