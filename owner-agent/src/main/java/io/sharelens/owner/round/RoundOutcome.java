package io.sharelens.owner.round;

import org.jspecify.annotations.Nullable;

/**
 * How a round ended for an owner.
 *
 * @param round its number
 * @param result see there
 * @param cause of a failure or of not taking part; null otherwise
 * @param model SHA-256 of the published model; null without one
 * @param pictures trained on; 0 if none
 * @param updateBytes of both shares together; 0 without an update
 * @param lossBefore under the round's parent, on own pictures; null if not measured
 * @param lossAfter under the round's candidate, on the same pictures; null if not measured
 * @param precisionBefore at 10 under the parent, of searches among own pictures; null if not
 *     measured
 * @param precisionAfter the same under the candidate; null if not measured
 * @param times of this owner
 */
public record RoundOutcome(
    long round,
    Result result,
    @Nullable String cause,
    @Nullable String model,
    int pictures,
    long updateBytes,
    @Nullable Double lossBefore,
    @Nullable Double lossAfter,
    @Nullable Double precisionBefore,
    @Nullable Double precisionAfter,
    RoundTimes times) {

  /** A round that this owner could not take part in. */
  public static RoundOutcome givenUp(long round, String cause) {
    return new RoundOutcome(
        round, Result.MISSED, cause, null, 0, 0, null, null, null, null, RoundTimes.NONE);
  }

  /** Ends of a round. */
  public enum Result {
    /** A new model was published, and this owner's update is in it. */
    CONTRIBUTED,
    /** A new model was published without this owner: its update came too late or not at all. */
    MISSED,
    /** The round failed at the nodes. */
    FAILED
  }
}
