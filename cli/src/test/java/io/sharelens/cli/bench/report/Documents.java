package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.report.Table.Kind;
import java.util.List;

/** Small reports for tests. */
final class Documents {
  private Documents() {}

  static Document of(String commit, double seconds, double rate, double bytes) {
    Table table =
        Table.of("measured", "operation", "plugin")
            .column("online", "s online", Kind.TIME)
            .column("rate", "a second", Kind.RATE)
            .column("bytes", "bytes", Kind.COUNT)
            .column("ratio", "ratio", Kind.PLAIN)
            .row(List.of("ReLU", "cmp-a|b"), seconds, rate, bytes, Double.NaN)
            .build();
    Chart chart =
        new Chart(
            "time.svg",
            "Time <&> \"more\"",
            "pictures",
            "seconds",
            true,
            true,
            List.of(
                new Chart.Series(
                    "flsir",
                    List.of(
                        new Chart.Point(1000, 0.04),
                        new Chart.Point(10_000, 0.3),
                        new Chart.Point(100_000, 3.1))),
                new Chart.Series("none", List.of())));
    return new Document(
        Document.FORMAT,
        "2026-01-02",
        commit,
        "full",
        new BenchReport.Machine(2, "some processor", "25", "vector-512", "Linux", 0),
        List.of(
            new Document.Section(
                "comparison", "Comparison", List.of("Words."), List.of(table), List.of(chart))));
  }
}
