package io.sharelens.owner.round;

import io.sharelens.owner.federation.UpdateEncoder;
import io.sharelens.spi.federation.UpdateRules;
import org.jspecify.annotations.Nullable;

/**
 * The words of a report that are shared: each alone says what one owner measured.
 *
 * @param weight pictures that the loss counts with
 * @param loss word of the loss under the candidate
 * @param queries pictures that the precisions count with; 0 for none
 * @param precisionBefore word of the precision under the parent
 * @param precisionAfter word of the precision under the candidate
 */
record ReportedFigures(int weight, int loss, int queries, int precisionBefore, int precisionAfter) {

  /**
   * With noise nothing is told but the weight: both nodes open no such sums.
   *
   * @param before precision under the parent; null where it was not measured
   */
  static ReportedFigures of(int weight, Quality after, @Nullable Double before, UpdateRules rules) {
    if (rules.noise() > 0) {
      return new ReportedFigures(weight, 0, 0, 0, 0);
    }
    int loss = UpdateEncoder.lossWord(after.loss(), weight, rules);
    Double then = after.precision();
    if (before == null || then == null) {
      return new ReportedFigures(weight, loss, 0, 0, 0);
    }
    int queries = Math.min(after.pictures(), rules.maxPictures());
    return new ReportedFigures(
        weight, loss, queries, word(before, queries, rules), word(then, queries, rules));
  }

  private static int word(double precision, int queries, UpdateRules rules) {
    return (int) Math.rint(precision * queries * rules.lossScale());
  }

  /** The figures are no part of any text. */
  @Override
  public String toString() {
    return "ReportedFigures";
  }
}
