package io.sharelens.cli.evaluate.federated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.evaluate.federated.FederatedReport.Data;
import io.sharelens.cli.evaluate.federated.FederatedReport.Federation;
import io.sharelens.cli.evaluate.federated.FederatedReport.Part;
import io.sharelens.cli.evaluate.federated.FederatedReport.Setup;
import io.sharelens.cli.evaluate.federated.FederatedReport.Trained;
import io.sharelens.cli.output.JsonOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FederatedTableTest {
  private static Quality quality(double p10) {
    return new Quality(p10, p10 - 0.1, 1.25, 0.5);
  }

  private static RoundFigures round(int number, double p10) {
    return new RoundFigures(
        number,
        5,
        quality(p10),
        2.3026,
        null,
        new RoundFigures.Seconds(12.5, 0.125, 0.5, 0.25, 1.5, 20),
        new RoundFigures.Bytes(16, 2_911_000, 5_822_000));
  }

  private static FederatedReport report(Trained central, Quality alone) {
    Quality start = quality(0.5);
    Quality last = quality(0.8);
    Verdict verdict =
        Verdict.of(last, start, 0.098, 500, 500, central == null ? null : central.quality(), alone);
    return new FederatedReport(
        new Setup("fast", "weights of x", "net", 96, 727_749, "iid", 2, 1, 16, 0.002, 0.9, 0, 1),
        new Data(10, 500, 500, 500, 0.098, 1, 0.98),
        start,
        central,
        List.of(
            new Federation(
                5,
                List.of(new Part(300, List.of(300)), new Part(200, List.of(200))),
                List.of(round(1, 0.7), round(2, 0.8)),
                last,
                alone == null ? List.of() : List.of(new Trained(2, 300, alone, 9)),
                alone,
                List.of(11L, 12L, 13L),
                verdict)),
        Paper.flsir(),
        Verdict.worst(List.of(verdict)));
  }

  private static String printed(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString();
  }

  @Test
  void showsEveryRoundWithWhatItIsComparedWith() {
    FederatedReport r = report(new Trained(2, 500, quality(0.82), 60), quality(0.6));
    String text = printed(out -> FederatedTable.print(out, r));

    assertThat(text.lines().filter(l -> l.contains("round 2")).toList())
        .anyMatch(l -> l.contains("0.8000") && l.contains("0.7000"))
        .anyMatch(l -> l.contains("2,911,000") && l.contains("2.3026"));
    assertThat(text).contains("central, 2 epochs", "owner 1 alone", "mean of owners alone");
    assertThat(text).contains("verdict: success");
  }

  /** 610 s, 0.206 s and 0.688 s are the paper's for 5 owners and marked as such, beside ours. */
  @Test
  void thePapersFiguresAreMarked() {
    FederatedReport r = report(null, null);
    String text = printed(out -> FederatedTable.print(out, r));

    assertThat(text).contains("not measured here");
    assertThat(
            text.lines().filter(l -> l.contains("(paper)") && l.strip().startsWith("5 ")).toList())
        .singleElement()
        .asString()
        .containsSubsequence(
            "610.000 (paper) 12.500", "0.206 (paper) 0.125", "0.688 (paper) 0.250");
    assertThat(text).contains("2,911,000", "503,161,000");
    assertThat(text).contains("verdict: not-shown");
  }

  /** The names that programs read. */
  @Test
  void jsonHasTheNamesOfTheDocs() {
    FederatedReport r = report(null, null);
    String json = printed(out -> JsonOutput.print(out, r));

    assertThat(json)
        .contains("\"verdict\" : \"not-shown\"")
        .contains("\"p@10\" : 0.8", "\"p@50\"", "\"loss_before\"", "\"loss_after\" : null")
        .contains("\"sharing\" : 0.125", "\"aggregating\" : 0.25", "\"to_node1\" : 16")
        .contains("\"central\" : null", "\"alone_mean\" : null", "\"checks\"", "\"paper\"");
  }
}
