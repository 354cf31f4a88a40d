package io.sharelens.mpc.arithmetic;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was opened in one session: label to number of ring words or bits, and who learned it.
 * Thread-safe.
 */
public final class OpeningLedger {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, SortedSet<Integer>> learners = new TreeMap<>();

  /**
   * @param parties 1-based numbers of those that learn what is opened
   */
  public synchronized void record(Opening opening, long elements, int... parties) {
    counts.merge(opening.label(), elements, Long::sum);
    SortedSet<Integer> all = learners.computeIfAbsent(opening.label(), label -> new TreeSet<>());
    for (int party : parties) {
      all.add(party);
    }
  }

  /** A copy, sorted by label. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Numbers of the parties that learned anything under each label; a copy, sorted by label. */
  public synchronized Map<String, SortedSet<Integer>> learners() {
    Map<String, SortedSet<Integer>> copy = new TreeMap<>();
    learners.forEach((label, parties) -> copy.put(label, new TreeSet<>(parties)));
    return copy;
  }
}
