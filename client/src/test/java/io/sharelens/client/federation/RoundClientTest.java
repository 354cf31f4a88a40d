package io.sharelens.client.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.FakeRounds;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundClientTest {
  private static final int WORDS = 100;

  @TempDir Path folder;

  private final byte[] correction = new byte[4 * WORDS];
  private final Seed seed = Seed.fresh(new SecureRandom());
  private FakePlatform platform;
  private FakeRounds rounds;
  private RoundClient client;
  private SharedUpdate update;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    rounds = new FakeRounds(platform.model().sha256());
    platform.behave(rounds);
    rounds.open(7, FakeRounds.RULES);
    client = RoundClient.open(platform.deployment());
    new SecureRandom().nextBytes(correction);
    update = update("a1", WORDS);
  }

  private SharedUpdate update(String attempt, int words) throws IOException {
    Path file = Files.write(folder.resolve("correction"), correction);
    UpdatePlan plan =
        new UpdatePlan(attempt, platform.model().sha256(), 12, words, "digest1", "digest2");
    return new SharedUpdate(plan, seed, file);
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  private static Request chunk(Request request) {
    return request.path().contains("/update/") && request.method().equals("PUT") ? request : null;
  }

  @Test
  void aRoundIsJoinedAndFollowed() {
    assertThat(client.current()).map(RoundInfo::number).contains(7L);
    assertThat(client.join(7, 33).state()).isEqualTo(RoundState.OPEN);
    client.progress(7, new RoundProgress("training", 1, 10));
    rounds.state(RoundState.COLLECTING);

    assertThat(rounds.joins()).containsExactly(33);
    assertThat(rounds.progress()).containsExactly(new RoundProgress("training", 1, 10));
    assertThat(client.round(2, 7).state()).isEqualTo(RoundState.COLLECTING);
    assertThat(client.rounds(5)).hasSize(1);
    assertThat(client.request(4).number()).isEqualTo(7);
    assertThat(rounds.requests()).containsExactly(4);
  }

  @Test
  void noRoundIsNoError() {
    rounds.none();
    assertThat(client.current()).isEmpty();
  }

  @Test
  void eachNodeGetsItsShareAndBothTheSamePlan() {
    rounds.state(RoundState.COLLECTING);
    AtomicInteger calls = new AtomicInteger();

    client.upload(7, update, (node, sent, bytes) -> calls.incrementAndGet());

    assertThat(rounds.bytes(1)).isEqualTo(seed.bytes());
    assertThat(rounds.bytes(2)).isEqualTo(correction);
    assertThat(rounds.plan(1)).isEqualTo(update.plan()).isEqualTo(rounds.plan(2));
    assertThat(rounds.complete(1) && rounds.complete(2)).isTrue();
    assertThat(calls).hasValueGreaterThanOrEqualTo(7); // 2 for the seed, 5 for 400 bytes
  }

  @Test
  void aLostAnswerDoesNotDoubleAChunk() {
    rounds.state(RoundState.COLLECTING);
    AtomicInteger lost = new AtomicInteger();
    platform.behave(
        (node, request) -> {
          Answer answer = rounds.answer(node, request);
          boolean lose = node == 2 && chunk(request) != null && lost.incrementAndGet() == 2;
          return lose ? Answer.problem(503, "away", "the answer is lost") : answer;
        });

    client.upload(7, update, (node, sent, bytes) -> {});

    assertThat(rounds.bytes(2)).isEqualTo(correction);
    assertThat(rounds.complete(2)).isTrue();
  }

  @Test
  void anUploadThatWasEndedGoesOnWhereItWas() {
    rounds.state(RoundState.COLLECTING);
    assertThatThrownBy(
            () ->
                client.upload(
                    7,
                    update,
                    (node, sent, bytes) -> {
                      if (node == 2 && sent >= 200) {
                        throw LensException.user("paused", "the owner wants a pause");
                      }
                    }))
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("paused"));
    long before = platform.node(2).requests().stream().filter(r -> chunk(r) != null).count();

    client.upload(7, update, (node, sent, bytes) -> {});

    long after = platform.node(2).requests().stream().filter(r -> chunk(r) != null).count();
    assertThat(before).isEqualTo(2);
    assertThat(after).isEqualTo(4);
    assertThat(rounds.bytes(2)).isEqualTo(correction);
  }

  @Test
  void aLateUploadIsToldSoAtOnce() {
    rounds.state(RoundState.AGGREGATING);

    assertThatThrownBy(() -> client.upload(7, update, (node, sent, bytes) -> {}))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("round-closed"));
    assertThat(platform.node(1).requests()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aNodeThatStaysAwayEndsTheUploadInTheEnd() {
    rounds.state(RoundState.COLLECTING);
    rounds.failures(
        (node, request) ->
            node == 2 && chunk(request) != null ? Answer.problem(503, "away", "not now") : null);

    assertThatThrownBy(() -> client.upload(7, update, (node, sent, bytes) -> {}))
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("away"));
    assertThat(platform.node(2).requests().stream().filter(r -> chunk(r) != null)).hasSize(5);
  }

  @Test
  void aFileOfAnotherLengthNeverLeaves() throws IOException {
    rounds.state(RoundState.COLLECTING);
    SharedUpdate shorter = update("a2", WORDS + 1);

    assertThatThrownBy(() -> client.upload(7, shorter, (node, sent, bytes) -> {}))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("wrong-length"));
    assertThat(platform.node(1).requests()).isEmpty();
    assertThat(platform.node(2).requests()).isEmpty();
  }

  @Test
  void theSharesOfTheLossGoToOneNodeEach() {
    RoundReport first =
        new RoundReport("c", Map.of("conv", 3), Map.of("conv", 1), 2, 12, 77, 9, 5, 6);
    RoundReport second =
        new RoundReport("c", Map.of("conv", 3), Map.of("conv", 1), 2, 12, -5, 9, 7, 8);

    client.report(7, first, second);

    assertThat(rounds.report(1)).isEqualTo(first);
    assertThat(rounds.report(2)).isEqualTo(second);
  }

  @Test
  void aModelThatIsTooLargeIsNotTaken() {
    String sha256 = platform.model().sha256();

    assertThatThrownBy(() -> client.model(sha256, 100))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("answer-too-large"));
    assertThat(client.model(sha256, 1 << 20).sha256()).isEqualTo(sha256);
  }
}
