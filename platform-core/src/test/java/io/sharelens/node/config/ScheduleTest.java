package io.sharelens.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant SUNDAY = Instant.parse("2026-03-08T10:30:00Z");

  @Test
  void nextBeginning() {
    assertThat(Schedule.parse("off").after(SUNDAY)).isEmpty();
    next("daily", "2026-03-09T00:00:00Z");
    next("weekly", "2026-03-09T00:00:00Z");
    next("twice a month", "2026-03-15T00:00:00Z");
    next("Twice a month", "2026-03-15T00:00:00Z");
    next("monthly", "2026-04-01T00:00:00Z");
    next("every 6 hours", "2026-03-08T16:30:00Z");
    next("every 1 hour", "2026-03-08T11:30:00Z");
    next("every 5 minutes", "2026-03-08T10:35:00Z");
    assertThat(Schedule.parse("twice a month").after(Instant.parse("2026-03-15T00:00:00Z")))
        .contains(Instant.parse("2026-04-01T00:00:00Z"));
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Schedule.parse("sometimes"))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("twice a month");
    assertThatThrownBy(() -> Schedule.parse("every 0 hours")).isInstanceOf(LensException.class);
  }

  private static void next(String schedule, String when) {
    assertThat(Schedule.parse(schedule).after(SUNDAY)).contains(Instant.parse(when));
  }
}
