package io.sharelens.owner.round;

/**
 * Where an owner's seconds in a round went; 0 for what was not done (again) by this process.
 *
 * @param training local training, pauses included
 * @param sharing clipping, rounding, splitting and writing of the update
 * @param uploading to both nodes
 * @param measuring of the candidate
 */
public record RoundTimes(double training, double sharing, double uploading, double measuring) {
  /** Nothing yet. */
  public static final RoundTimes NONE = new RoundTimes(0, 0, 0, 0);

  RoundTimes withUploading(double seconds) {
    return new RoundTimes(training, sharing, seconds, measuring);
  }

  RoundTimes withMeasuring(double seconds) {
    return new RoundTimes(training, sharing, uploading, seconds);
  }
}
