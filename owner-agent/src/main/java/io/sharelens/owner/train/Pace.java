package io.sharelens.owner.train;

/** Told of every step of a training; may wait, for a pause or a CPU limit, or throw to end it. */
@FunctionalInterface
public interface Pace {
  /** No limits. */
  Pace FREE = step -> {};

  void after(Step step);

  /**
   * A step that is done.
   *
   * @param done steps done in all epochs
   * @param total steps of all epochs
   * @param nanos that this one took
   */
  record Step(long done, long total, long nanos) {}
}
