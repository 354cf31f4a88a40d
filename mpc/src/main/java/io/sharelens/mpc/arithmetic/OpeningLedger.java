package io.sharelens.mpc.arithmetic;

import java.util.Map;
import java.util.TreeMap;

/** What was opened in one session: label to number of ring words or bits. Thread-safe. */
public final class OpeningLedger {
  private final Map<String, Long> counts = new TreeMap<>();

  public synchronized void record(Opening opening, long elements) {
    counts.merge(opening.label(), elements, Long::sum);
  }

  /** A copy, sorted by label. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
