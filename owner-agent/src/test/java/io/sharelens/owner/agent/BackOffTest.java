package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackOffTest {
  @Test
  void pausesDoubleUpToALimitAndBeginAnew() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(20));
    for (int full : new int[] {1, 2, 4, 8, 16, 20, 20, 20}) {
      assertThat(backOff.failed())
          .isBetween(Duration.ofMillis(500L * full), Duration.ofMillis(1000L * full));
    }
    for (int i = 0; i < 100; i++) {
      backOff.failed();
    }
    assertThat(backOff.failed()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    backOff.worked();
    assertThat(backOff.failed()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
