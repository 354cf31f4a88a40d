package io.sharelens.owner.round;

import io.sharelens.api.RoundReport;
import io.sharelens.inference.plan.Measurements;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an owner tells of a candidate: exponents of powers of two, and its loss and precisions in
 * two shares.
 *
 * @param first for node 1
 * @param second for node 2
 */
record CandidateReport(RoundReport first, RoundReport second) {
  private static final int ZERO = -1000;

  /**
   * @param secret shared out between the nodes
   */
  static CandidateReport of(
      String candidate, Measurements exact, ReportedFigures secret, SecureRandom random) {
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
    int loss = random.nextInt();
    int before = random.nextInt();
    int after = random.nextInt();
    return new CandidateReport(
        new RoundReport(
            candidate,
            largest,
            meanSquare,
            norm,
            secret.weight(),
            loss,
            secret.queries(),
            before,
            after),
        new RoundReport(
            candidate,
            largest,
            meanSquare,
            norm,
            secret.weight(),
            secret.loss() - loss,
            secret.queries(),
            secret.precisionBefore() - before,
            secret.precisionAfter() - after));
  }

  private static int exponent(double power) {
    return power == 0 ? ZERO : Math.getExponent(power);
  }
}
