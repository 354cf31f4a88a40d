package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theLimitIsTheTabulatedQuantile() {
    // Upper 1e-9 points of the chi-square distribution.
    assertThat(Statistics.limit(1)).isBetween(37.3, 48.0); // the approximation is cautious here
    assertThat(Statistics.limit(66)).isCloseTo(159.6, within(2.0));
    assertThat(Statistics.limit(255)).isCloseTo(414.5, within(2.0));
  }

  @Test
  void uniformPassesAndASlightBiasDoesNot() {
    SplittableRandom random = new SplittableRandom(3);
    long[] fair = new long[67];
    long[] biased = new long[67];
    for (int i = 0; i < 67_000; i++) {
      fair[random.nextInt(67)]++;
      biased[random.nextInt(80) % 67]++;
    }
    assertThatCode(() -> Statistics.requireUniform("fair", fair)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Statistics.requireUniform("biased", biased))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("biased");
  }
}
