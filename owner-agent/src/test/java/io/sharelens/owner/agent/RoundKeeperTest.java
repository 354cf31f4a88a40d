package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundState;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeRounds;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.round.OwnerPictures;
import io.sharelens.owner.round.RoundOutcome;
import io.sharelens.owner.round.RoundSetup;
import io.sharelens.owner.round.RoundTimes;
import io.sharelens.owner.round.RoundWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundKeeperTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path temporary;

  private AgentFixture fixture;
  private RoundClient client;
  private StatusBoard board;
  private AgentMemory memory;

  @BeforeEach
  void start() throws IOException {
    fixture = new AgentFixture(temporary);
    client = RoundClient.open(fixture.deployment());
  }

  @AfterEach
  void stop() {
    client.close();
    fixture.close();
  }

  /** As after a restart: everything but the disk is new. */
  private RoundKeeper keeper(int roundsADay, int requestAfter, Instant now) {
    AgentFolder folder = new AgentFolder(fixture.state);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    AgentConfig config = fixture.config(roundsADay, requestAfter);
    board = new StatusBoard(folder, clock);
    memory = new AgentMemory(folder, clock);
    PolicyBook policy = new PolicyBook(folder, config.policy());
    PolicyGate gate = new PolicyGate(policy, folder, board, clock);
    RoundSetup setup =
        RoundSetup.of(fixture.state, OwnerPictures.folder(fixture.pictures))
            .within(config.training().limits())
            .every(Duration.ofMillis(20), Duration.ofMillis(50));
    RoundWorker worker =
        new RoundWorker(
            client,
            setup,
            new PictureReader(PictureLimits.standard()),
            new AgentWatch(gate, board));
    ModelFiles models = new ModelFiles(temporary.resolve("none"));
    return new RoundKeeper(policy, client, worker, memory, models, board, clock);
  }

  private void failEverybody(String cause) {
    fixture.rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            fixture.rounds.fail(cause);
          }
        });
  }

  @Test
  void theDaysRoundsAreCountedOverRestarts() {
    failEverybody("too-few-owners");
    for (int round = 1; round <= 2; round++) {
      fixture.rounds.open(round, FakeRounds.RULES);
      keeper(2, 0, NOON.plusSeconds(round)).look();
      assertThat(board.now().lastRound().result()).isEqualTo(RoundOutcome.Result.FAILED);
    }
    fixture.rounds.open(3, FakeRounds.RULES);

    keeper(2, 0, NOON.plusSeconds(60)).look();
    assertThat(fixture.rounds.joins()).isEmpty();
    keeper(2, 0, NOON.plus(Duration.ofHours(25))).look();
    assertThat(fixture.rounds.joins()).hasSize(1);
  }

  @Test
  void aRoundThatWasLateIsLeftAndNotTriedAgain() {
    fixture.rounds.failures(
        (node, request) ->
            request.path().endsWith("/join")
                ? Answer.problem(409, "round-closed", "the next round begins tomorrow")
                : null);
    fixture.rounds.open(5, FakeRounds.RULES);
    RoundKeeper keeper = keeper(5, 0, NOON);

    keeper.look();
    assertThat(board.now().lastRound().result()).isEqualTo(RoundOutcome.Result.MISSED);
    assertThat(board.now().lastRound().cause()).contains("tomorrow");
    int before = fixture.platform.node(1).requests().size();
    keeper.look();
    assertThat(fixture.platform.node(1).requests()).hasSize(before + 1);
  }

  @Test
  void aRefusedModelEndsTheRoundForThisOwner() {
    fixture.platform.say(fixture.platform.info(1, 1, "d1"));
    fixture.platform.say(fixture.platform.info(2, 1, "d1")); // other categories
    fixture.rounds.open(6, FakeRounds.RULES);
    RoundKeeper keeper = keeper(5, 0, NOON);

    assertThatThrownBy(keeper::look)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("categories-differ"));
    assertThat(memory.over(6)).isTrue();
    keeper.look();
    assertThat(fixture.rounds.joins()).isEmpty();
  }

  @Test
  void aNodeThatIsAwayIsAskedAgainAndTheRoundGoneOnWith() {
    fixture.rounds.open(8, FakeRounds.RULES);
    fixture.rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            fixture.rounds.state(RoundState.COLLECTING);
          } else if (fixture.rounds.complete(1) && fixture.rounds.complete(2)) {
            fixture.rounds.fail("results-differ");
          }
        });
    fixture.rounds.failures(
        (node, request) ->
            node == 2 && request.path().endsWith("/complete")
                ? Answer.problem(400, "test", "node 2 fails")
                : null);
    assertThatThrownBy(() -> keeper(5, 0, NOON).look())
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("test"));
    String attempt = fixture.rounds.plan(2).attempt();
    fixture.rounds.failures((node, request) -> null);

    keeper(1, 0, NOON.plusSeconds(9)).look(); // begun before, so the limit does not hold it up

    assertThat(fixture.rounds.plan(2).attempt()).isEqualTo(attempt);
    assertThat(board.now().lastRound().cause()).isEqualTo("results-differ");
    assertThat(memory.roundsToday()).isEqualTo(1);
  }

  @Test
  void manyNewPicturesAskForARoundOnce() {
    RoundKeeper keeper = keeper(5, 10, NOON);
    memory.outsourced(9, 900);
    keeper.look();
    assertThat(fixture.rounds.requests()).isEmpty();

    memory.outsourced(1, 100);
    assertThatThrownBy(keeper::look)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("too-many-requests"));
    keeper.look();
    assertThat(fixture.rounds.requests()).containsExactly(10);
  }

  @Test
  void aContributionUsesTheNewPicturesUp() {
    keeper(5, 10, NOON);
    memory.outsourced(7, 700);
    memory.begin(1);
    memory.end(outcome(RoundOutcome.Result.FAILED));
    assertThat(memory.fresh()).isEqualTo(7);
    memory.end(outcome(RoundOutcome.Result.CONTRIBUTED));

    keeper(5, 10, NOON);
    assertThat(memory.fresh()).isZero();
    assertThat(memory.over(1)).isTrue();
    assertThat(memory.sent()).isEqualTo(700);
    assertThat(memory.history().rounds())
        .extracting(PastRound::outcome)
        .containsExactly(outcome(RoundOutcome.Result.CONTRIBUTED));
  }

  private static RoundOutcome outcome(RoundOutcome.Result result) {
    return new RoundOutcome(1, result, null, null, 7, 70, 0.5, 0.25, null, null, RoundTimes.NONE);
  }
}
