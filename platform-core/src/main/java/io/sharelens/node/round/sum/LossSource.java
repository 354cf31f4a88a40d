package io.sharelens.node.round.sum;

import io.sharelens.node.store.RoundResults.ReportRow;
import java.util.List;

/**
 * The reports whose losses or precisions a round adds up.
 *
 * @param weight sum of their weights
 * @param reports of the set that was committed to, in its order
 */
public record LossSource(long weight, List<ReportRow> reports) {
  public LossSource {
    reports = List.copyOf(reports);
  }
}
