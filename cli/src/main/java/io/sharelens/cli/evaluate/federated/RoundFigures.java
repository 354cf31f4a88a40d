package io.sharelens.cli.evaluate.federated;

import org.jspecify.annotations.Nullable;

/**
 * One federated round.
 *
 * @param round number, as the nodes count
 * @param owners that contributed
 * @param quality of the published model on held-out pictures
 * @param lossBefore the contributors' mean loss under the model before, as the nodes opened it;
 *     null if unknown
 * @param lossAfter the same under the published model
 * @param seconds where the time went
 * @param bytes on the wire
 */
public record RoundFigures(
    long round,
    int owners,
    Quality quality,
    @Nullable Double lossBefore,
    @Nullable Double lossAfter,
    Seconds seconds,
    Bytes bytes) {

  /**
   * @param training mean of the owners' local training; they share this machine's cores
   * @param sharing mean of the owners' encoding and sharing of an update
   * @param uploading mean of the owners' uploads to both nodes
   * @param aggregating at the nodes, from the fixed set of contributors to the opened sum
   * @param calibrating at the nodes, owners' measurements included
   * @param whole from the start of the round to the published model
   */
  public record Seconds(
      double training,
      double sharing,
      double uploading,
      double aggregating,
      double calibrating,
      double whole) {}

  /**
   * @param toNode1 of one owner's update: the seed
   * @param toNode2 of one owner's update: the correction
   * @param betweenNodes to open the sum, both directions
   */
  public record Bytes(long toNode1, long toNode2, long betweenNodes) {}
}
