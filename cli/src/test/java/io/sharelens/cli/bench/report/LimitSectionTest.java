package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.Measured;
import io.sharelens.link.LinkProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitSectionTest {
  private static Measured measured(long onlineBytes, long offlineBytes, long rounds) {
    return new Measured(
        1, 2, onlineBytes, offlineBytes, rounds, 0, 0, 0, 0, 0, Double.NaN, Double.NaN, Map.of());
  }

  /** Rounds of 30 microseconds, a gigabyte a second, 20 GMAC/s. */
  private static LimitSection section() {
    Measured link = new Measured(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30e-6, 1e9, Map.of());
    return new LimitSection(
        link,
        List.of(
            new BenchReport.Conv("small", 1, 10, 1, 10),
            new BenchReport.Conv("big", 1, 20, 1, 20)));
  }

  @Test
  void addsMultiplicationsBytesAndRounds() {
    var limit =
        section().limit(measured(80_000_000, 300_000_000, 60), 10_000_000_000L, LinkProfile.NONE);
    double cores = Math.min(2, Runtime.getRuntime().availableProcessors());
    assertThat(limit.compute()).isCloseTo(0.5 * 2 / cores, within(1e-9));
    assertThat(limit.bytes()).isCloseTo(0.04, within(1e-9));
    assertThat(limit.rounds()).isCloseTo(0.0018, within(1e-9));
    assertThat(limit.dealer()).isCloseTo(0.3, within(1e-9));
    assertThat(limit.total()).isCloseTo(limit.compute() + 0.3418, within(1e-9));
  }

  @Test
  void aSlowLinkSetsRateAndLatency() {
    var limit = section().limit(measured(80_000_000, 300_000_000, 60), 0, LinkProfile.named("wan"));
    assertThat(limit.bytes()).isCloseTo(40 / 12.5, within(1e-9));
    assertThat(limit.rounds()).isCloseTo(60 * 0.08003, within(1e-9));
    assertThat(limit.dealer()).isCloseTo(24, within(1e-9));
    // A link that is faster than the machine changes nothing but the delay.
    assertThat(section().limit(measured(80_000_000, 0, 0), 0, LinkProfile.named("dc")).bytes())
        .isCloseTo(0.04, within(1e-9));
  }
}
