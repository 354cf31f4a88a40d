package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir private Path folder;

  @Test
  void writesMarkdownFiguresAndCurvesThatItLinksTo() throws Exception {
    Path report = folder.resolve("BENCHMARKS.md");
    Document document = Documents.of("abc", 1.5, 2e6, 41.25);
    ReportFiles.write(document, report);
    assertThat(Files.readString(report))
        .contains("commit abc", "| some processor |", "## Comparison", "Words.")
        .contains("| operation | plugin | s online | a second | bytes | ratio |")
        .contains("| ReLU | cmp-a\\|b | 1.5 | 2,000,000 | 41.2 | – |")
        .contains("(benchmarks/time.svg)");
    assertThat(folder.resolve("benchmarks/time.svg")).isNotEmptyFile();
    assertThat(Document.read(report)).isEqualTo(document);
    assertThat(Document.read(folder.resolve("benchmarks/figures.json"))).isEqualTo(document);
  }

  @Test
  void whatIsBelowTheMarkStays() throws Exception {
    Path report = folder.resolve("r.md");
    ReportFiles.write(Documents.of("abc", 1, 1, 1), report);
    Files.writeString(report, Files.readString(report) + ReportFiles.KEPT + "\n\n## By hand\n");
    ReportFiles.write(Documents.of("def", 1, 1, 1), report);
    ReportFiles.write(Documents.of("def", 1, 1, 1), report);
    assertThat(Files.readString(report))
        .contains("commit def")
        .doesNotContain("abc")
        .endsWith(ReportFiles.KEPT + "\n\n## By hand\n")
        .containsOnlyOnce("## By hand");
  }

  @Test
  void whatIsNoReportIsRefused() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"format\": 99}");
    assertThatThrownBy(() -> Document.read(other)).isInstanceOf(LensException.class);
    assertThatThrownBy(() -> Document.read(folder.resolve("missing.md")))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("figures.json");
    assertThatThrownBy(() -> ReportFiles.check(folder.resolve("no/such/report.md")))
        .isInstanceOf(LensException.class);
  }
}
