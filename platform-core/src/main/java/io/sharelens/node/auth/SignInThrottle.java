package io.sharelens.node.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed sign-ins by address. Nobody guesses a token; what this keeps small is the work and
 * the log of those who try.
 */
public final class SignInThrottle {
  private static final int MOST = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int ADDRESSES = 10_000;

  private final Clock clock;
  private final Map<String, Failures> byAddress =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  public SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How many seconds the address has to wait; 0 if it may try. */
  public synchronized long waitSeconds(String address) {
    Failures f = byAddress.get(address);
    if (f == null || f.count() < MOST) {
      return 0;
    }
    long left = f.first() + WINDOW.toMillis() - clock.millis();
    if (left <= 0) {
      byAddress.remove(address);
      return 0;
    }
    return Math.ceilDiv(left, 1000);
  }

  /** A sign-in from the address failed. */
  public synchronized void failed(String address) {
    long now = clock.millis();
    Failures f = byAddress.get(address);
    byAddress.put(
        address,
        f == null || f.first() + WINDOW.toMillis() <= now
            ? new Failures(now, 1)
            : new Failures(f.first(), f.count() + 1));
  }

  private record Failures(long first, int count) {}
}
