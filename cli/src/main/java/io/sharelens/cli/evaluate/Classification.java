package io.sharelens.cli.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures classified on shares and in plaintext with the same weights.
 *
 * @param scheme name
 * @param images pictures
 * @param network name of the layer graph
 * @param size input size in pixels
 * @param model what the weights are
 * @param classes scores of each picture
 * @param agreement of what the nodes computed with the float model
 * @param accuracy null unless the model's categories are the folders' names
 * @param intake seconds until the pictures were there and classified
 * @param extract cost of classifying, taking the scores into the index included
 * @param processes ids of the nodes' processes
 */
public record Classification(
    String scheme,
    int images,
    String network,
    int size,
    String model,
    int classes,
    Agreement agreement,
    @Nullable Accuracy accuracy,
    Evaluation.Intake intake,
    Evaluation.ExtractCost extract,
    List<Long> processes) {

  /** Share of the pictures whose largest score is that of their folder's class. */
  public record Accuracy(double secure, double plaintext) {
    static Accuracy of(float[][] secure, float[][] plaintext, int[] labels) {
      return new Accuracy(share(secure, labels), share(plaintext, labels));
    }

    private static double share(float[][] scores, int[] labels) {
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        right += Agreement.best(scores[i]) == labels[i] ? 1 : 0;
      }
      return (double) right / labels.length;
    }
  }
}
