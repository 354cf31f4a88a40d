package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The formulas give the figures that the papers and their readers state for 32 bits. */
class PublishedTest {
  @Test
  void flsirTableOne() {
    assertThat(Published.flsir(Operations.SIGN).rounds()).isEqualTo(7);
    assertThat(Published.flsir(Operations.SIGN).onlineBits()).isEqualTo(2454);
    assertThat(Published.flsir(Operations.RELU).rounds()).isEqualTo(8);
    assertThat(Published.flsir(Operations.RELU).onlineBits()).isEqualTo(2582);
    assertThat(Published.flsir(Operations.MAX_POOL).rounds()).isEqualTo(12);
    assertThat(Published.flsir(Operations.MAX_POOL).onlineBits()).isEqualTo(7746);
  }

  @Test
  void falconTakesTenRoundsForARelu() {
    assertThat(Published.protocols())
        .filteredOn(p -> p.operation().equals(Operations.RELU) && p.name().startsWith("Falcon"))
        .extracting(Published.Protocol::rounds)
        .containsExactly(10.0, 10.0);
  }
}
