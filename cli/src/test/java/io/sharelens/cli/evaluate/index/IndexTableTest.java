package io.sharelens.cli.evaluate.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.output.JsonOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IndexTableTest {
  private static final IndexReport REPORT =
      new IndexReport(
          "fast",
          "weights of x",
          128,
          5000,
          1000,
          100,
          0.0991,
          new IndexReport.Built("defaults", 71, 12_345, 8.5, 400, 20_000_000, 30_000_000),
          List.of(
              new IndexReport.Row("index-flat", 10, 0.9, 1, 4995, 1, 0.05, 33, 80_000, 200_000),
              new IndexReport.Row(
                  "index-hierarchical", 10, 0.89, 0.97, 900, 0.18, 0.02, 40, 40_000, 90_000)));

  @Test
  void saysWhatThePicturesAreAndPutsBothIndexesBelowEachOther() {
    StringWriter out = new StringWriter();
    IndexTable.print(new PrintWriter(out), REPORT);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1))
        .contains(
            "5000 pictures: crops and mirror images of 1000 photos", "own photo are left out");
    assertThat(lines.get(2)).contains("71 centroids", "12.3 kB", "400 rounds", "20.0 MB online");
    assertThat(lines.get(5).strip().split(" +"))
        .containsExactly(
            "index-flat",
            "10",
            "0.9000",
            "1.0000",
            "4995",
            "1.000",
            "0.050",
            "33.0",
            "80.0",
            "200.0");
    assertThat(lines.get(6)).startsWith("index-hierarchical").contains("0.8900", "0.180");
    assertThat(lines.getLast()).isEqualTo("chance 0.0991");
  }

  @Test
  void jsonHasStableNames() {
    assertThat(JsonOutput.text(REPORT))
        .contains(
            "\"document_bytes\"", "\"distances\"", "\"share\"", "\"online_bytes\"", "\"rows\"");
  }
}
