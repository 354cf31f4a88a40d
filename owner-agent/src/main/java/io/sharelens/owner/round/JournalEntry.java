package io.sharelens.owner.round;

import io.sharelens.api.UpdatePlan;
import org.jspecify.annotations.Nullable;

/**
 * How far an owner is in a round.
 *
 * @param plan of the update; null before it is shared
 * @param seed base64; null when there is none, or none any more
 * @param delivered whether both nodes have the update
 * @param reported candidate that a report was sent for; null before
 * @param lossBefore under the parent; null before it is measured
 * @param lossAfter under the candidate; null before
 */
record JournalEntry(
    int format,
    long round,
    String parent,
    @Nullable UpdatePlan plan,
    @Nullable String seed,
    boolean delivered,
    @Nullable String reported,
    @Nullable Double lossBefore,
    @Nullable Double lossAfter,
    RoundTimes times) {
  static final int FORMAT = 1;

  static JournalEntry begun(long round, String parent) {
    return new JournalEntry(
        FORMAT, round, parent, null, null, false, null, null, null, RoundTimes.NONE);
  }

  JournalEntry shared(UpdatePlan of, String with, double loss, RoundTimes took) {
    return new JournalEntry(format, round, parent, of, with, false, null, loss, null, took);
  }

  JournalEntry delivered(RoundTimes took) {
    return new JournalEntry(format, round, parent, plan, null, true, null, lossBefore, null, took);
  }

  JournalEntry reported(String candidate, double loss, RoundTimes took) {
    return new JournalEntry(
        format, round, parent, plan, null, true, candidate, lossBefore, loss, took);
  }

  /** The seed is no part of any text. */
  @Override
  public String toString() {
    return "JournalEntry[round " + round + "]";
  }
}
