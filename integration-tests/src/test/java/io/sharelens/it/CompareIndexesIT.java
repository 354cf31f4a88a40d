package io.sharelens.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharelens.owner.photos.PictureGenerator;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --compare-indexes} with the plugins of the distribution, on drawn pictures. */
class CompareIndexesIT {
  @TempDir Path folder;

  @Test
  void bothIndexesAnswerOnSharesAndTheTreeComputesFewerDistances() throws Exception {
    Path drawn = new PictureGenerator(48, 48, 5).write(folder.resolve("drawn"), 4, 5);
    Distribution.Result result =
        Distribution.run(
            Duration.ofMinutes(3),
            "evaluate",
            "--images",
            drawn.toString(),
            "--compare-indexes",
            "--size",
            "48",
            "--pictures",
            "150",
            "--queries",
            "4",
            "-k",
            "3,150",
            "--tree-option",
            "fanout=10",
            "--tree-option",
            "iterations=2",
            "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(result.out());
    assertThat(report.path("built").path("nodes").asInt()).isBetween(2, 10);
    JsonNode rows = report.path("rows");
    assertThat(rows).hasSize(4);
    // A query's own photo has 7 or 8 of the 150 pictures, which are left out.
    assertThat(rows.get(0).path("distances").asDouble()).isBetween(142.0, 143.0);
    assertThat(rows.get(1).path("index").asText()).isEqualTo("index-hierarchical");
    assertThat(rows.get(1).path("distances").asDouble()).isLessThan(142);
    assertThat(rows.get(1).path("online_bytes").asDouble()).isPositive();
    // Where all are asked for, both find all.
    assertThat(rows.get(3).path("precision").asDouble())
        .isEqualTo(rows.get(2).path("precision").asDouble(), within(1e-9));
  }
}
