package io.sharelens.cli.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void countsAreWholeAndTheRestHasThreeDigits() {
    assertThat(Numbers.text(1_000_000.0)).isEqualTo("1,000,000");
    assertThat(Numbers.text(2955.35)).isEqualTo("2,960");
    assertThat(Numbers.text(123_456.7)).isEqualTo("123,000");
    assertThat(Numbers.text(73.249)).isEqualTo("73.2");
    assertThat(Numbers.text(0.0001234)).isEqualTo("0.000123");
    assertThat(Numbers.text(0.0)).isEqualTo("0");
    assertThat(Numbers.text(null)).isEqualTo("–");
  }

  @Test
  void ticksAreShort() {
    assertThat(Numbers.tick(100_000)).isEqualTo("100k");
    assertThat(Numbers.tick(2.5e6)).isEqualTo("2.5M");
    assertThat(Numbers.tick(0.01)).isEqualTo("0.01");
    assertThat(Numbers.tick(0)).isEqualTo("0");
  }
}
