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
 * @param precisionBefore under the parent; null where it is not measured
 * @param precisionAfter under the candidate; null where it is not measured
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
    @Nullable Double precisionBefore,
    @Nullable Double precisionAfter,
    RoundTimes times) {
  static final int FORMAT = 1;

  static JournalEntry begun(long round, String parent) {
    return new JournalEntry(
        FORMAT, round, parent, null, null, false, null, null, null, null, null, RoundTimes.NONE);
  }

  JournalEntry shared(UpdatePlan of, String with, Quality before, RoundTimes took) {
    return new JournalEntry(
        format,
        round,
        parent,
        of,
        with,
        false,
        null,
        before.loss(),
        null,
        before.precision(),
        null,
        took);
  }

  JournalEntry delivered(RoundTimes took) {
    return new JournalEntry(
        format,
        round,
        parent,
        plan,
        null,
        true,
        null,
        lossBefore,
        null,
        precisionBefore,
        null,
        took);
  }

  JournalEntry reported(String candidate, Quality after, RoundTimes took) {
    return new JournalEntry(
        format,
        round,
        parent,
        plan,
        null,
        true,
        candidate,
        lossBefore,
        after.loss(),
        precisionBefore,
        after.precision(),
        took);
  }

  /** The seed is no part of any text. */
  @Override
  public String toString() {
    return "JournalEntry[round " + round + "]";
  }
}
