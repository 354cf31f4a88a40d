package io.sharelens.owner.round;

import io.sharelens.owner.train.Pace;

/** Follows an owner through a round and may hold it up. Called from several threads. */
public interface RoundWatch {
  /** Nobody looks. */
  RoundWatch SILENT = (step, done, total) -> {};

  /**
   * What is being done now.
   *
   * @param step {@code waiting}, {@code training}, {@code sharing}, {@code uploading}, {@code
   *     measuring}
   * @param total 0 where unknown
   */
  void at(String step, long done, long total);

  /** A sentence for the log. */
  default void note(String sentence) {}

  /**
   * Called often, at points where waiting does no harm; returns when the work may go on, or throws
   * to end it. The round can then be gone on with by another call of the worker.
   */
  default void proceed() {}

  /** Whether the nodes are to hear nothing of this owner for now. */
  default boolean silent() {
    return false;
  }

  /** Called after each step of the training; may wait to keep to a CPU limit. */
  default void trained(Pace.Step step) {}
}
