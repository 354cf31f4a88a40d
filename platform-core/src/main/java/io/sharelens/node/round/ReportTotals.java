package io.sharelens.node.round;

import io.sharelens.node.store.RoundResults.ReportRow;
import java.util.List;

/**
 * What a set of reports weighs.
 *
 * @param weight of the losses
 * @param queries of the precisions
 * @param measured owners that measured a precision: their sum has to hide each of them
 */
record ReportTotals(long weight, long queries, int measured) {
  static ReportTotals of(List<ReportRow> reports) {
    return new ReportTotals(
        reports.stream().mapToLong(Reports::weight).sum(),
        reports.stream().mapToLong(Reports::queries).sum(),
        withPrecision(reports).size());
  }

  /** Those that measured a precision. */
  static List<ReportRow> withPrecision(List<ReportRow> reports) {
    return reports.stream().filter(r -> Reports.queries(r) > 0).toList();
  }
}
