package io.sharelens.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.bench.BenchReport.ComparisonCost;
import io.sharelens.link.LinkProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTableTest {
  @Test
  void costsAreAsDeclaredOnlyIfEveryFigureIs() {
    assertThat(cost(2, 3, 58, 205.04).asDeclared()).isTrue();
    assertThat(cost(2, 4, 58, 205.04).asDeclared()).as("a round too many").isFalse();
    assertThat(cost(2, 3, 58.01, 205.04).asDeclared()).as("online bits").isFalse();
    assertThat(cost(2, 3, 58, 206.5).asDeclared()).as("more than requests").isFalse();
    assertThat(cost(2, 3, 58, 203.5).asDeclared()).as("less than declared").isFalse();
  }

  @Test
  void offlineBitsOfThreeServersAreExact() {
    assertThat(cost(3, 3, 58, 205).asDeclared()).isTrue();
    assertThat(cost(3, 3, 58, 205.04).asDeclared()).isFalse();
  }

  @Test
  void declaredAndMeteredStandSideBySideAndDifferencesAreNamed() {
    StringWriter text = new StringWriter();

    BenchTable.print(
        new PrintWriter(text),
        new BenchReport(
            Machines.here(),
            LinkProfile.NONE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(cost(3, 3, 58, 205), cost(3, 7, 60, 205))));

    List<String> lines = text.toString().lines().toList();
    assertThat(lines.get(1)).contains("declared / metered", "rounds", "online bits");
    assertThat(lines.get(2)).contains("cmp-x", "3 /     3", "58.00 /     58.00");
    assertThat(lines.get(2)).doesNotContain("NOT AS DECLARED");
    assertThat(lines.get(3)).contains("3 /     7", "58.00 /     60.00").endsWith("NOT AS DECLARED");
  }

  /** Declared are 3 rounds, 58 bits online and 205 offline. */
  private static ComparisonCost cost(int parties, long rounds, double online, double offline) {
    return new ComparisonCost("cmp-x", parties, "ReLU", 3, rounds, 58, online, 205, offline);
  }
}
