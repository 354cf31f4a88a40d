package io.sharelens.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final InstantSource source = () -> now;
  private final SignInThrottle throttle = new SignInThrottle(source.withZone(ZoneOffset.UTC));

  @Test
  void tenFailuresAreWaitedForAndThenForgotten() {
    for (int i = 0; i < 9; i++) {
      throttle.failed("a");
    }
    assertThat(throttle.waitSeconds("a")).isZero();
    now = now.plusSeconds(60);
    throttle.failed("a");
    assertThat(throttle.waitSeconds("a")).isEqualTo(240);
    assertThat(throttle.waitSeconds("b")).isZero();
    now = now.plus(Duration.ofMinutes(4));
    assertThat(throttle.waitSeconds("a")).isZero();
    throttle.failed("a");
    assertThat(throttle.waitSeconds("a")).isZero();
  }

  @Test
  void failuresLongAgoDoNotAddUp() {
    for (int i = 0; i < 30; i++) {
      throttle.failed("a");
      now = now.plusSeconds(31);
      assertThat(throttle.waitSeconds("a")).isZero();
    }
  }

  @Test
  void manyAddressesDoNotFillTheMemory() {
    for (int i = 0; i < 10; i++) {
      throttle.failed("first");
    }
    assertThat(throttle.waitSeconds("first")).isPositive();
    for (int i = 0; i < 10_000; i++) {
      throttle.failed("other-" + i);
    }
    assertThat(throttle.waitSeconds("first")).as("the oldest was forgotten").isZero();
  }
}
