package io.sharelens.node.watch;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last round trips of pings to one node. Used by one thread. */
final class RoundTrips {
  private static final int KEPT = 15;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Deque<Long> last = new ArrayDeque<>();

  void add(long nanos) {
    last.add(nanos);
    if (last.size() > KEPT) {
      last.remove();
    }
  }

  /** Median in milliseconds; a single slow answer does not move it. */
  double medianMillis() {
    long[] sorted = last.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    double nanos =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return nanos / NANOS_PER_MILLI;
  }
}
