package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharelens.cli.bench.report.Document;
import io.sharelens.cli.bench.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in its smallest size, by the built distribution: everything that there is, once. */
class BenchReportIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern IMAGE = Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)");

  @TempDir private Path folder;

  @Test
  void everySectionIsMeasuredAndASecondRunGivesTheSameCounts() throws Exception {
    Path report = folder.resolve("REPORT.md");
    var first = Distribution.run(LIMIT, "bench", "--quick", "--report", report.toString());
    assertThat(first.exitCode()).as(first.err()).isZero();
    Document document = Document.read(report);
    assertThat(document.sections())
        .extracting(Document.Section::id)
        .containsExactly(
            "comparison",
            "features",
            "growth-input",
            "searches",
            "memory",
            "federation",
            "links",
            "limits",
            "kernels");
    everythingFoundIsMeasured(document);
    String markdown = Files.readString(report);
    List<String> images =
        IMAGE.matcher(markdown).results().map((MatchResult r) -> r.group(1)).toList();
    assertThat(images).hasSize(5).allSatisfy(i -> assertThat(folder.resolve(i)).isNotEmptyFile());

    var second =
        Distribution.run(
            LIMIT,
            "bench",
            "--quick",
            "--report",
            folder.resolve("SECOND.md").toString(),
            "--what",
            "comparison,link",
            "--compare",
            report.toString(),
            "--json");
    assertThat(second.exitCode()).as(second.err()).isZero();
    countsAreTheSame(new ObjectMapper().readTree(second.out()));
  }

  private static void everythingFoundIsMeasured(Document document) throws Exception {
    TreeSet<String> comparisons = new TreeSet<>();
    TreeSet<String> backbones = new TreeSet<>();
    String plugins = Distribution.run(LIMIT, "plugins").out();
    for (String line : plugins.lines().toList()) {
      String[] words = line.split("\\s+");
      if (words[0].equals("comparison")) {
        comparisons.add(words[1]);
      } else if (words[0].equals("backbone")) {
        backbones.add(words[1]);
      }
    }
    Table measured = document.sections().getFirst().tables().getFirst();
    assertThat(measured.rows()).extracting(r -> r.labels().get(1)).containsAll(comparisons);
    Table features = document.sections().get(1).tables().getFirst();
    assertThat(features.rows()).extracting(r -> r.labels().get(0)).containsAll(backbones);
    assertThat(comparisons).hasSizeGreaterThan(1);
    // Nothing of a measured protocol is missing, zero or negative, but what the system may not
    // count, and what comes from a dealer that three servers do not have.
    assertThat(measured.rows())
        .allSatisfy(
            r -> {
              assertThat(r.values().subList(0, 5)).allSatisfy(v -> assertThat(v).isNotNegative());
              assertThat(r.values().subList(0, 3)).allSatisfy(v -> assertThat(v).isPositive());
              assertThat(r.values().get(4)).isPositive();
            });
  }

  private static void countsAreTheSame(JsonNode comparison) {
    int counts = 0;
    for (JsonNode f : comparison.get("figures")) {
      if (f.get("kind").asText().equals("COUNT")) {
        double earlier = f.get("earlier").asDouble();
        assertThat(f.get("later").asDouble()).as(f.get("name").asText()).isEqualTo(earlier);
        counts++;
      }
    }
    assertThat(counts).isGreaterThan(40);
    assertThat(comparison.get("only_later").asInt()).isZero();
  }
}
