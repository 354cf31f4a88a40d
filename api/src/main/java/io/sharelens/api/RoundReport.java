package io.sharelens.api;

import java.util.Map;

/**
 * What an owner measured with a round's candidate on its own pictures: powers of two alone, and a
 * share of its loss. Sent to nodes 1 and 2, equal but for the share.
 *
 * @param candidate SHA-256 of the model that was measured
 * @param largest exponent of the power of two not below the largest absolute value, by node of the
 *     graph; -1000 for zero
 * @param meanSquare the same for the mean of the squares
 * @param featureNorm the same for the largest norm of a feature
 * @param weight pictures that the loss is weighted with
 * @param lossShare this node's share of the word {@code weight * loss * lossScale}
 */
public record RoundReport(
    String candidate,
    Map<String, Integer> largest,
    Map<String, Integer> meanSquare,
    int featureNorm,
    int weight,
    int lossShare) {
  public RoundReport {
    largest = Map.copyOf(largest);
    meanSquare = Map.copyOf(meanSquare);
  }
}
