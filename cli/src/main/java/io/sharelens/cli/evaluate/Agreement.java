package io.sharelens.cli.evaluate;

import io.sharelens.mpc.error.LensException;

/**
 * How class scores computed on shares agree with those of the float model.
 *
 * @param share of the pictures whose largest score is of the same class
 * @param differing pictures of which it is not
 * @param widestMargin among those, the largest lead of plaintext's best score over its score of the
 *     class that came first on shares; 0 if there are none
 * @param largestDifference between two scores of one picture and class
 * @param meanDifference of them all, absolute
 * @param largestScore absolute, in plaintext, for scale
 */
public record Agreement(
    double share,
    int differing,
    double widestMargin,
    double largestDifference,
    double meanDifference,
    double largestScore) {

  /**
   * Compares.
   *
   * @param secure scores, one row for each picture
   * @param plaintext as many, in the same order
   */
  public static Agreement of(float[][] secure, float[][] plaintext) {
    if (secure.length != plaintext.length || secure.length == 0) {
      throw LensException.internal("bad-scores", "scores of different pictures");
    }
    int differing = 0;
    double margin = 0;
    double largest = 0;
    double score = 0;
    double sum = 0;
    long n = 0;
    for (int i = 0; i < secure.length; i++) {
      int expected = best(plaintext[i]);
      int found = best(secure[i]);
      if (expected != found) {
        differing++;
        margin = Math.max(margin, (double) plaintext[i][expected] - plaintext[i][found]);
      }
      for (int c = 0; c < plaintext[i].length; c++) {
        double difference = Math.abs((double) secure[i][c] - plaintext[i][c]);
        largest = Math.max(largest, difference);
        score = Math.max(score, Math.abs(plaintext[i][c]));
        sum += difference;
        n++;
      }
    }
    return new Agreement(
        1 - (double) differing / secure.length, differing, margin, largest, sum / n, score);
  }

  /** Place of the largest score; the first of equal ones. */
  static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      if (scores[c] > scores[best]) {
        best = c;
      }
    }
    return best;
  }
}
