package io.sharelens.node.round;

import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.RoundResults.SetRow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whose reports a round's plan, loss and precision come from; committed before any is opened.
 *
 * @param round its number
 * @param candidate that was measured
 * @param loss whether the sum of the losses is opened: enough owners reported, and none adds noise
 * @param weight sum of the reports' weights
 * @param precision whether the sums of the precisions are opened: enough owners measured it
 * @param queries sum of the pictures that it was measured with
 * @param reporters in the order of their pseudonyms
 */
public record ReportSet(
    long round,
    String candidate,
    boolean loss,
    long weight,
    boolean precision,
    long queries,
    List<Reporter> reporters) {
  static final String KIND = "reports";

  public ReportSet {
    reporters = List.copyOf(reporters);
  }

  static ReportSet read(String json) {
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), ReportSet.class);
  }

  SetRow row() {
    return new SetRow(CanonicalJson.digest(this), CanonicalJson.text(this));
  }

  /**
   * @param owner account
   * @param pseudonym of the owner
   * @param digest of the part of its report that both nodes have
   */
  public record Reporter(String owner, String pseudonym, String digest) {}
}
