package io.sharelens.link;

/**
 * When bytes arrive at the far end of one direction: they wait until those before them are on the
 * line, then for their own time on it, then for the delay. Times are nanoseconds of one clock.
 */
final class LinkSchedule {
  private long free;
  private long last;

  /** Starts with an idle line. */
  LinkSchedule(long now) {
    free = now;
    last = now;
  }

  /**
   * The moment at which the last of {@code bytes} arrives; never before that of earlier bytes, even
   * where the profile has changed between them.
   */
  long arrival(LinkProfile profile, long now, int bytes) {
    long onLine = (long) (bytes / profile.bytesPerSecond() * 1e9);
    free = later(free, now) + onLine;
    last = later(last, free + profile.delayNanos());
    return last;
  }

  /** {@link System#nanoTime} may overflow: times are compared by their difference. */
  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
