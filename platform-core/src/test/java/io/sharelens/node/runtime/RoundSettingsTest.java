package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.RoundService;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An administrator's settings of rounds in place of the configuration file's. */
class RoundSettingsTest extends RoundNodes {
  private static final RoundSettings MINE = settings("weekly", 7);

  @Test
  void settingsCountFromTheNextRoundOnAndStayUntilTheyAreTakenBack() throws Exception {
    RoundSettingsInfo file = rounds(1).settings();
    assertThat(file.overridden()).isFalse();
    assertThat(file.current()).isEqualTo(file.file());
    assertThat(file.next()).isNull();

    RoundSettingsInfo changed = rounds(1).settings(MINE);
    assertThat(changed.overridden()).isTrue();
    assertThat(changed.current()).isEqualTo(MINE);
    assertThat(changed.file()).isEqualTo(file.current());
    assertThat(Instant.parse(changed.next())).isAfter(Instant.parse(changed.changed()));
    RoundInfo round = start();
    assertThat(Duration.between(Instant.parse(round.opened()), Instant.parse(round.deadline())))
        .isEqualTo(Duration.ofMinutes(7));
    rounds(1).cancel(round.number());

    restart(1);
    assertThat(rounds(1).settings().current()).isEqualTo(MINE);

    RoundSettingsInfo back = rounds(1).resetSettings();
    assertThat(back.overridden()).isFalse();
    assertThat(back.changed()).isNull();
    assertThat(back.current()).isEqualTo(file.current());
    restart(1);
    assertThat(rounds(1).settings().overridden()).isFalse();
  }

  @Test
  void whatTheFileWouldRefuseIsRefused() {
    refused(1, settings("sometimes", 7), "bad-settings", "every N hours");
    refused(1, settings("daily", 0), "bad-settings", "rounds.join_minutes");
    assertThat(rounds(1).settings().overridden()).isFalse();
    refused(2, MINE, "not-coordinator", "node 1");
    refused(3, MINE, "no-round", "nodes 1 and 2");
  }

  private void refused(int node, RoundSettings settings, String code, String text) {
    assertThatThrownBy(() -> rounds(node).settings(settings))
        .hasMessageContaining(text)
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private RoundService rounds(int node) {
    return cluster.services(node).rounds();
  }

  private static RoundSettings settings(String schedule, int joinMinutes) {
    return new RoundSettings(schedule, joinMinutes, 20, 30, 40, 50, 60, 3);
  }
}
