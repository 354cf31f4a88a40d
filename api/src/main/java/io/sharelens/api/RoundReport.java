package io.sharelens.api;

import java.util.Map;

/**
 * What an owner measured with a round's candidate on its own pictures: powers of two alone, and
 * shares of its loss and precisions. Sent to nodes 1 and 2, equal but for the shares.
 *
 * @param candidate SHA-256 of the model that was measured
 * @param largest exponent of the power of two not below the largest absolute value, by node of the
 *     graph; -1000 for zero
 * @param meanSquare the same for the mean of the squares
 * @param featureNorm the same for the largest norm of a feature
 * @param weight pictures that the loss is weighted with
 * @param lossShare this node's share of the word {@code weight * loss * lossScale}
 * @param queries own pictures that precision at 10 was measured with, leave-one-out; 0 for none
 * @param precisionBeforeShare this node's share of {@code queries * precision * lossScale} under
 *     the round's parent
 * @param precisionAfterShare the same under the candidate
 */
public record RoundReport(
    String candidate,
    Map<String, Integer> largest,
    Map<String, Integer> meanSquare,
    int featureNorm,
    int weight,
    int lossShare,
    int queries,
    int precisionBeforeShare,
    int precisionAfterShare) {
  public RoundReport {
    largest = Map.copyOf(largest);
    meanSquare = Map.copyOf(meanSquare);
  }
}
