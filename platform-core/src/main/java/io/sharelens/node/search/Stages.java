package io.sharelens.node.search;

/** Hears how far a search is; called on the search's thread, returns at once. */
@FunctionalInterface
public interface Stages {
  /** The other node's half has not come yet. */
  String WAITING = "waiting";

  /** The query's feature is computed, layer by layer. */
  String FEATURE = "feature";

  /** The feature is compared with the rows. */
  String DISTANCE = "distance";

  /** The best of the candidates are found. */
  String RANKING = "ranking";

  /** Shares of what was found are put together. */
  String ANSWER = "answer";

  /** Nobody wants to know. */
  Stages UNHEARD = (stage, done, total) -> {};

  /**
   * @param done parts of the stage that are done
   * @param total parts of the stage; 0 where unknown
   */
  void at(String stage, long done, long total);
}
