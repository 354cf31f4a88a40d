package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundState;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeRounds;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.round.RoundOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class OwnerAgentTest {
  @TempDir Path temporary;

  private AgentFixture fixture;
  private AgentFolder folder;

  @BeforeEach
  void start() throws IOException {
    fixture = new AgentFixture(temporary);
    folder = new AgentFolder(fixture.state);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static void until(BooleanSupplier what) throws InterruptedException {
    while (!what.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  private AgentStatus status() {
    return StatusBoard.read(folder).orElseThrow();
  }

  @Test
  void picturesAreOutsourcedAsTheyComeAndRoundsTakenPartIn() throws Exception {
    try (OwnerAgent agent = OwnerAgent.start(fixture.config())) {
      until(() -> status().pictures().held() == 10);
      Files.copy(
          FolderOutsourcer.files(fixture.pictures).getFirst(),
          fixture.pictures.resolve("class-01").resolve("new.png"));
      until(() -> status().pictures().held() == 11);
      fixture.rounds.after(
          (node, request) -> {
            if (request.path().endsWith("/join")) {
              fixture.rounds.state(RoundState.COLLECTING);
            } else if (fixture.rounds.reports() == 2) {
              fixture.rounds.publish(fixture.candidate.sha256());
            } else if (fixture.rounds.complete(1) && fixture.rounds.complete(2)) {
              fixture.rounds.candidate(fixture.candidate.sha256());
            }
          });
      fixture.rounds.open(4, FakeRounds.RULES);
      until(() -> status().lastRound() != null);

      assertThat(status().lastRound().result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
      assertThat(status().lastRound().pictures()).isEqualTo(11);
      assertThat(fixture.rounds.joins()).containsExactly(11);
      assertThat(folder.inUse()).isTrue();
      assertThatThrownBy(() -> OwnerAgent.start(fixture.config()))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("state-in-use"));
      assertThat(agent).isNotNull();
    }
    assertThat(folder.inUse()).isFalse();
    assertThat(status().running()).isFalse();
  }

  @Test
  void nothingIsDoneInAPause() throws Exception {
    folder.mark(AgentFolder.Mark.PAUSED, true);
    try (OwnerAgent agent = OwnerAgent.start(fixture.config())) {
      until(() -> status().paused() != null);
      assertThat(status().paused()).contains("owner pause");
      assertThat(fixture.platform.node(1).requests()).isEmpty();

      folder.mark(AgentFolder.Mark.PAUSED, false);
      until(() -> status().pictures().held() == 10);
      assertThat(status().paused()).isNull();
      assertThat(agent).isNotNull();
    }
  }

  @Test
  void aLostConnectionIsShownAndOvercome() throws Exception {
    fixture.intake.fail((node, request) -> Answer.problem(500, "broken", "for a while"));
    try (OwnerAgent agent = OwnerAgent.start(fixture.config())) {
      until(() -> status().lastError() != null);
      assertThat(status().lastError().code()).isEqualTo("broken");
      assertThat(status().lastError().again()).isNotNull();

      fixture.intake.fail((node, request) -> null);
      until(() -> status().pictures().held() == 10 && status().lastError() == null);
      assertThat(agent).isNotNull();
    }
  }

  @Test
  void anOwnerThatLeavesEndsItsAgent() throws Exception {
    OwnerAgent agent = OwnerAgent.start(fixture.config());
    until(() -> status().pictures().held() == 10);
    folder.mark(AgentFolder.Mark.LEFT, true);
    agent.await();
    agent.close();

    assertThatThrownBy(() -> OwnerAgent.start(fixture.config()))
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("left"));
  }
}
