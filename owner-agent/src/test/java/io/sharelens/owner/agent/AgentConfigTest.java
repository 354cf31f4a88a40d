package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentConfigTest {
  private static final String LEAST = "deployment: d.yaml\npictures: p\n";

  @TempDir Path folder;

  private AgentConfig read(String yaml) throws IOException {
    return AgentConfig.read(Files.writeString(folder.resolve("owner.yaml"), yaml));
  }

  @Test
  void theExampleIsWhatCountsWithoutIt() throws IOException {
    AgentConfig example = read(AgentConfigFile.EXAMPLE);
    AgentConfig least = read("deployment: deployment.yaml\npictures: pictures\n");

    assertThat(example).isEqualTo(least);
    assertThat(example.deployment()).isEqualTo(folder.resolve("deployment.yaml"));
    assertThat(example.training().limits().minOwners()).isEqualTo(3);
    assertThat(example.training().limits().maxEpochs()).isEqualTo(10);
    assertThat(example.training().limits().maxBatch()).isEqualTo(64);
  }

  @Test
  void everyPartCanBeSet() throws IOException {
    AgentConfig config =
        read(
            LEAST
                + """
                state: s
                training: {max_epochs: 2, keep_local_models: true, max_model_mb: 5}
                policy: {rounds_per_day: 1, cpu_percent: 25, pause_hours: ["22:00-06:30"]}
                watch: {look_seconds: 0.5, delete_missing: false}
                """);

    assertThat(config.state()).isEqualTo(folder.resolve("s"));
    assertThat(config.training().limits().maxEpochs()).isEqualTo(2);
    assertThat(config.training().limits().maxModelBytes()).isEqualTo(5 << 20);
    assertThat(config.training().keepLocalModels()).isTrue();
    assertThat(config.policy().roundsADay()).isEqualTo(1);
    assertThat(config.policy().cpuPercent()).isEqualTo(25);
    assertThat(config.policy().pauseHours()).containsExactly(PauseHours.parse("22:00-06:30"));
    assertThat(config.watch().look()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.watch().deleteMissing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pictures: p",
        LEAST + "policy: {round_a_day: 3}",
        LEAST + "policy: {cpu_percent: 0}",
        LEAST + "policy: {min_owners: 1}",
        LEAST + "policy: {pause_hours: [\"9-17\"]}",
        LEAST + "training: {max_epochs: many}",
        LEAST + "pictures: again"
      })
  void anythingElseIsRefusedWithTheFile(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-config"))
        .hasMessageContaining("owner.yaml");
  }

  @Test
  void pausesMayHoldMidnight() {
    PauseHours night = PauseHours.parse("22:00-06:30");
    PauseHours day = PauseHours.parse("08:00-18:00");

    assertThat(List.of("22:00", "23:59", "00:00", "06:29"))
        .allMatch(t -> night.contains(LocalTime.parse(t)) && !day.contains(LocalTime.parse(t)));
    assertThat(List.of("08:00", "17:59"))
        .allMatch(t -> !night.contains(LocalTime.parse(t)) && day.contains(LocalTime.parse(t)));
    assertThat(List.of("06:30", "18:00"))
        .noneMatch(t -> night.contains(LocalTime.parse(t)) || day.contains(LocalTime.parse(t)));
  }
}
