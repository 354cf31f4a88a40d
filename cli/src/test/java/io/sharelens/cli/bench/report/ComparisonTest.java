package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void ratioAndVerdictOfEveryFigure() {
    Comparison c = Comparison.of(Documents.of("old", 2, 1e6, 40), Documents.of("new", 1, 2e6, 41));
    assertThat(c.figures()).extracting(Comparison.Figure::ratio).containsExactly(0.5, 2.0, 1.025);
    assertThat(c.figures())
        .extracting(Comparison.Figure::verdict)
        .containsExactly("better", "better", "worse");
    assertThat(c.figures().getFirst().name())
        .isEqualTo("comparison/measured: ReLU, cmp-a|b: online");
    assertThat(c.sameMachine()).isTrue();
    assertThat(c.onlyEarlier() + c.onlyLater()).isZero();
  }

  @Test
  void timesWithinNoiseAreTheSameAndCountsAreNot() {
    Comparison c =
        Comparison.of(Documents.of("old", 1, 1e6, 40), Documents.of("new", 1.05, 0.95e6, 40));
    assertThat(c.figures()).extracting(Comparison.Figure::verdict).containsOnly("same");
  }

  @Test
  void twoFilesAreComparedWithoutMeasuring() {
    Path old = folder.resolve("old.md");
    Path now = folder.resolve("now.md");
    ReportFiles.write(Documents.of("aaa", 2, 1e6, 40), old);
    ReportFiles.write(Documents.of("bbb", 1, 1e6, 40), now);
    StringWriter out = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .execute("bench", "--compare", old + "," + folder.resolve("now/figures.json"));
    assertThat(exit).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getFirst()).contains("bbb against aaa");
    assertThat(lines.get(1)).contains("cmp-a|b: online").contains("0.50").endsWith("better");
    assertThat(lines.getLast()).startsWith("3 figures compared; 0 only");
  }
}
