package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.train.Pace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PolicyGateTest {
  @TempDir Path temporary;

  private final Hand clock = new Hand();
  private AgentFolder folder;
  private StatusBoard board;

  /** A clock that goes on when it is told. */
  private static final class Hand extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void on(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() {
    folder = new AgentFolder(temporary.resolve("state"));
    board = new StatusBoard(folder, clock);
  }

  private PolicyGate gate(int cpuPercent, boolean paused, String... hours) {
    List<PauseHours> parts = List.of(hours).stream().map(PauseHours::parse).toList();
    return new PolicyGate(
        new PolicyBook(folder, new AgentConfig.Policy(1, cpuPercent, paused, parts, 0)),
        folder,
        board,
        clock);
  }

  @Test
  void hoursBeginAndEnd() {
    PolicyGate gate = gate(100, false, "12:30-13:00", "20:00-06:00");
    assertThat(gate.paused()).isNull();
    clock.on(Duration.ofMinutes(30));
    assertThat(gate.paused()).contains("12:30-13:00");
    assertThat(board.now().paused()).contains("12:30");
    clock.on(Duration.ofMinutes(30));
    assertThat(gate.paused()).isNull();
    clock.on(Duration.ofHours(12));
    assertThat(gate.paused()).contains("20:00-06:00");
  }

  @Test
  void theConfigurationAndTheCommandPauseToo() {
    assertThat(gate(100, true).paused()).contains("configuration");
    PolicyGate gate = gate(100, false);
    folder.mark(AgentFolder.Mark.PAUSED, true);
    assertThat(gate.paused()).contains("owner pause");
    folder.mark(AgentFolder.Mark.PAUSED, false);
    clock.on(Duration.ofSeconds(1));
    assertThat(gate.paused()).isNull();
    gate.proceed();
  }

  /** Work that waits in a pause must not keep an agent from ending. */
  @Test
  void anEndEndsAPauseAndARest() throws InterruptedException {
    PolicyGate gate = gate(1, true);
    LensException[] thrown = new LensException[1];
    Thread work =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    gate.proceed();
                  } catch (LensException e) {
                    thrown[0] = e;
                  }
                });
    while (work.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    gate.stop();
    work.join();

    assertThat(thrown[0].code()).isEqualTo("stopping");
    assertThatThrownBy(() -> gate.rest(new Pace.Step(1, 2, Duration.ofDays(1).toNanos())))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("stopping"));
  }

  @Test
  void withoutALimitTrainingDoesNotRest() {
    gate(100, false).rest(new Pace.Step(1, 2, Duration.ofDays(1).toNanos()));
  }
}
