package io.sharelens.owner.round;

import io.sharelens.api.RoundReport;
import io.sharelens.inference.plan.Measurements;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an owner tells of a candidate: exponents of powers of two, and its loss in two shares.
 *
 * @param first for node 1
 * @param second for node 2
 */
record CandidateReport(RoundReport first, RoundReport second) {
  private static final int ZERO = -1000;

  /**
   * @param lossWord the secret
   */
  static CandidateReport of(
      String candidate, Measurements exact, int weight, int lossWord, SecureRandom random) {
    Measurements coarse = exact.coarse();
    Map<String, Integer> largest = new TreeMap<>();
    Map<String, Integer> meanSquare = new TreeMap<>();
    coarse
        .ranges()
        .forEach(
            (node, range) -> {
              largest.put(node, exponent(range.largest()));
              meanSquare.put(node, exponent(range.meanSquare()));
            });
    int norm = exponent(coarse.featureNorm());
    int share = random.nextInt();
    return new CandidateReport(
        new RoundReport(candidate, largest, meanSquare, norm, weight, share),
        new RoundReport(candidate, largest, meanSquare, norm, weight, lossWord - share));
  }

  private static int exponent(double power) {
    return power == 0 ? ZERO : Math.getExponent(power);
  }
}
