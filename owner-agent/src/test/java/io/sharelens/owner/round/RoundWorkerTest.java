package io.sharelens.owner.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.api.NodeInfo;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRules;
import io.sharelens.api.RoundState;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.FakeRounds;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.Safetensors;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.owner.photos.PictureGenerator;
import io.sharelens.owner.train.TinyModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundWorkerTest {
  private static final RoundRules RULES =
      new RoundRules(3, 10, 1000, 1e6, 1e6, 12, 1 << 12, 20, 0, 2, 4, 0.02, 0.9, 5e-4, 0.1);

  @TempDir Path folder;

  private final PublishedModel parent = TinyModels.model(2, 1);
  private final PublishedModel candidate = TinyModels.model(2, 2);
  private FakePlatform platform;
  private FakeRounds rounds;
  private RoundClient client;
  private RoundSetup setup;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    for (int node = 1; node <= 3; node++) {
      platform.say(withCategories(platform.info(node, 1, "d1"), parent.categories()));
    }
    rounds = new FakeRounds(parent.sha256());
    Map<String, byte[]> models =
        Map.of(parent.sha256(), bytes(parent), candidate.sha256(), bytes(candidate));
    platform.behave(
        (node, request) -> {
          byte[] model = models.get(request.path().replace("/v1/models/", ""));
          return model == null
              ? rounds.answer(node, request)
              : Answer.bytes("application/octet-stream", model);
        });
    rounds.open(7, RULES);
    client = RoundClient.open(platform.deployment(), folder.resolve("models"));
    Path pictures = new PictureGenerator(20, 20, 5).write(folder.resolve("pictures"), 2, 5);
    setup =
        RoundSetup.of(folder.resolve("state"), OwnerPictures.folder(pictures))
            .every(Duration.ofMillis(20), Duration.ofMillis(50))
            .keeping(true);
  }

  private byte[] bytes(PublishedModel model) throws IOException {
    Path file = folder.resolve(model.sha256());
    model.write(file);
    return Files.readAllBytes(file);
  }

  private static NodeInfo withCategories(NodeInfo i, List<String> categories) {
    return new NodeInfo(
        i.node(),
        i.name(),
        i.version(),
        i.protocol(),
        i.scheme(),
        i.schemeDigest(),
        i.parties(),
        i.plugins(),
        i.model(),
        i.epoch(),
        i.limits(),
        categories,
        i.leakage());
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  private RoundOutcome run(RoundWatch watch) {
    return new RoundWorker(client, setup, new PictureReader(PictureLimits.standard()), watch)
        .run(7);
  }

  /** The nodes' part: after the join they collect, with both shares they have a candidate. */
  private void playNodes() {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          } else if (rounds.complete(1) && rounds.complete(2) && rounds.reports() == 0) {
            rounds.candidate(candidate.sha256());
          } else if (rounds.reports() == 2) {
            rounds.publish(candidate.sha256());
          }
        });
  }

  /** What nodes 1 and 2 hold together. */
  private int[] update() {
    int[] words = new int[Math.toIntExact(rounds.plan(1).words())];
    new Prg(Seed.of(rounds.bytes(1)), UpdateLayout.STREAM).ints(words);
    ByteBuffer correction = ByteBuffer.wrap(rounds.bytes(2)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words.length; i++) {
      words[i] += correction.getInt();
    }
    return words;
  }

  private Map<String, FloatTensor> localModel() {
    return Safetensors.read(setup.localModel(7)).tensors();
  }

  private void assertUpdateIsThatOfTheLocalModel() {
    int[] words = update();
    int at = 0;
    double moved = 0;
    for (Map.Entry<String, FloatTensor> e : localModel().entrySet()) {
      float[] before = parent.weights().get(e.getKey()).values();
      for (int i = 0; i < before.length; i++) {
        double change = (double) e.getValue().values()[i] - before[i];
        moved = Math.max(moved, Math.abs(change));
        assertThat(words[at++] / 4096.0 / 10).isCloseTo(change, within(1e-4));
      }
    }
    assertThat(at).isEqualTo(words.length - 1);
    assertThat(moved).isGreaterThan(1e-3);
  }

  private long filesOf(Path in) throws IOException {
    if (!Files.exists(in)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void anOwnerContributesAndReports() throws IOException {
    playNodes();

    RoundOutcome outcome = run(RoundWatch.SILENT);

    assertThat(outcome.result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
    assertThat(outcome.model()).isEqualTo(candidate.sha256());
    assertThat(outcome.pictures()).isEqualTo(10);
    assertThat(outcome.updateBytes()).isEqualTo(rounds.bytes(2).length + 16);
    assertThat(outcome.times().training()).isPositive();
    assertThat(rounds.joins()).containsExactly(10);
    assertThat(rounds.plan(1)).isEqualTo(rounds.plan(2));
    assertThat(rounds.plan(1).pictures()).isEqualTo(10);
    assertThat(rounds.plan(1).correctionSha256()).isEqualTo(sha256(rounds.bytes(2)));
    assertThat(rounds.plan(1).seedSha256()).isEqualTo(sha256(rounds.bytes(1)));
    assertUpdateIsThatOfTheLocalModel();
    int[] words = update();
    assertThat(words[words.length - 1] / 4096.0 / 10).isCloseTo(outcome.lossBefore(), within(1e-3));
    assertThat(filesOf(setup.rounds())).isZero();
  }

  private String sha256(byte[] bytes) throws IOException {
    return Digests.file(Files.write(folder.resolve("digest"), bytes));
  }

  @Test
  void aReportHoldsPowersOfTwoAndSharesOfTheLoss() {
    playNodes();

    RoundOutcome outcome = run(RoundWatch.SILENT);

    RoundReport first = rounds.report(1);
    RoundReport second = rounds.report(2);
    assertThat(first.candidate()).isEqualTo(candidate.sha256());
    assertThat(first.largest()).isEqualTo(second.largest()).containsKeys("input", "conv1");
    assertThat(first.meanSquare()).isEqualTo(second.meanSquare());
    assertThat(first.weight()).isEqualTo(10);
    assertThat((first.lossShare() + second.lossShare()) / 4096.0 / 10)
        .isCloseTo(outcome.lossAfter(), within(1e-3));
    double largest = Math.scalb(1.0, first.largest().get("input"));
    assertThat(largest).isBetween(0.5, 64.0);
  }

  @Test
  void anUploadThatWasKilledGoesOnWithTheSameBytes() {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          }
        });
    AtomicInteger chunks = new AtomicInteger();
    RoundWatch killer =
        new RoundWatch() {
          @Override
          public void at(String step, long done, long total) {
            // From then on: the upload to the other node must not end behind the killed one's back.
            if (step.equals("uploading") && done > 0 && chunks.incrementAndGet() >= 3) {
              throw LensException.user("killed", "by the test");
            }
          }
        };
    assertThatThrownBy(() -> run(killer)).hasMessageContaining("by the test");
    String attempt = rounds.plan(2).attempt();
    byte[] part = rounds.bytes(2);
    assertThat(rounds.complete(2)).isFalse();
    playNodes();
    AtomicInteger steps = new AtomicInteger();

    RoundOutcome outcome = run(countingTraining(steps));

    assertThat(outcome.result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
    assertThat(steps).hasValue(0);
    assertThat(rounds.plan(2).attempt()).isEqualTo(attempt);
    assertThat(part).hasSizeGreaterThan(100);
    assertThat(rounds.bytes(2)).startsWith(part);
    assertUpdateIsThatOfTheLocalModel();
  }

  private static RoundWatch countingTraining(AtomicInteger steps) {
    return new RoundWatch() {
      @Override
      public void at(String step, long done, long total) {}

      @Override
      public void trained(io.sharelens.owner.train.Pace.Step step) {
        steps.incrementAndGet();
      }
    };
  }

  /** One seed over two contents would give node 2 their difference. */
  @Test
  void aCorrectionThatIsDamagedIsNeverSentUnderItsSeed() throws IOException {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          }
        });
    RoundWatch killer =
        (step, done, total) -> {
          if (step.equals("uploading")) {
            throw LensException.user("killed", "by the test");
          }
        };
    assertThatThrownBy(() -> run(killer)).hasMessageContaining("by the test");
    RoundJournal journal = RoundJournal.open(setup.rounds(), 7, parent.sha256());
    String attempt = journal.entry().plan().attempt();
    String seed = journal.entry().seed();
    byte[] file = Files.readAllBytes(journal.correction());
    file[17]++;
    Files.write(journal.correction(), file);
    playNodes();

    run(RoundWatch.SILENT);

    assertThat(rounds.plan(1).attempt()).isNotEqualTo(attempt);
    assertThat(java.util.Base64.getEncoder().encodeToString(rounds.bytes(1))).isNotEqualTo(seed);
    assertUpdateIsThatOfTheLocalModel();
  }

  @Test
  void whoIsKilledAfterDeliveryOnlyReports() {
    playNodes();
    RoundWatch killer =
        (step, done, total) -> {
          if (step.equals("measuring")) {
            throw LensException.user("killed", "by the test");
          }
        };
    assertThatThrownBy(() -> run(killer)).hasMessageContaining("by the test");
    AtomicInteger steps = new AtomicInteger();

    RoundOutcome outcome = run(countingTraining(steps));

    assertThat(outcome.result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
    assertThat(outcome.pictures()).isEqualTo(10);
    assertThat(outcome.lossBefore()).isNotNull();
    assertThat(steps).hasValue(0);
    assertThat(rounds.reports()).isEqualTo(2);
  }

  /** The update is in the model all the same. */
  @Test
  void aReportThatComesTooLateDoesNoHarm() {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          } else if (rounds.complete(1) && rounds.complete(2) && !rounds.over()) {
            rounds.candidate(candidate.sha256());
          }
        });
    rounds.failures(
        (node, request) -> {
          if (!request.path().endsWith("/report")) {
            return null;
          }
          rounds.publish(candidate.sha256());
          return Answer.problem(409, "round-closed", "no reports any more");
        });

    assertThat(run(RoundWatch.SILENT).result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
    assertThat(rounds.reports()).isZero();
  }

  @Test
  void aLateOwnerIsToldSoAndKeepsNothing() throws IOException {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          } else if (request.path().endsWith("/update")) {
            rounds.state(RoundState.AGGREGATING);
          }
        });

    RoundOutcome outcome = run(RoundWatch.SILENT);

    assertThat(outcome.result()).isEqualTo(RoundOutcome.Result.MISSED);
    assertThat(outcome.cause()).contains("round");
    assertThat(filesOf(setup.rounds())).isZero();
  }

  @Test
  void trainingEndsWhenTheRoundGoesOn() {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.state(RoundState.COLLECTING);
          }
        });
    RoundWatch slow =
        new RoundWatch() {
          @Override
          public void at(String step, long done, long total) {
            if (step.equals("training") && done == 1) {
              rounds.state(RoundState.AGGREGATING);
              int before = rounds.progress().size();
              while (rounds.progress().size() < before + 2) {
                Thread.onSpinWait();
              }
            }
          }
        };

    assertThat(run(slow).result()).isEqualTo(RoundOutcome.Result.MISSED);
    assertThat(rounds.complete(1)).isFalse();
  }

  @Test
  void aFailedRoundSaysWhy() throws IOException {
    rounds.after(
        (node, request) -> {
          if (request.path().endsWith("/join")) {
            rounds.fail("too-few-owners: 2 of 3");
          }
        });

    RoundOutcome outcome = run(RoundWatch.SILENT);

    assertThat(outcome.result()).isEqualTo(RoundOutcome.Result.FAILED);
    assertThat(outcome.cause()).contains("too-few-owners");
    assertThat(filesOf(setup.rounds())).isZero();
  }

  @Test
  void aRoundThatOpensSumsOfTooFewIsNotJoined() {
    rounds.open(7, new RoundRules(2, 10, 10, 1, 1, 12, 16, 20, 0, 1, 4, 0.02, 0.9, 5e-4, 0));

    assertRefused("too-few-owners");
    setup = setup.within(TrainingLimits.standard().withMinOwners(2));
    playNodes();
    assertThat(run(RoundWatch.SILENT).result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
  }

  @Test
  void wishesThatNobodyCanFollowAreRefused() {
    rounds.open(7, new RoundRules(3, 10, 10, 1, 1, 12, 16, 20, 0, 1, 4, Double.NaN, 0.9, 5e-4, 0));

    assertRefused("bad-rules");
  }

  private void assertRefused(String code) {
    assertThatThrownBy(() -> run(RoundWatch.SILENT))
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(rounds.joins()).isEmpty();
  }

  @Test
  void aModelOfOtherLayersIsRefusedBeforeJoining() throws IOException {
    new ModelCheck(setup.state().resolve("architecture.json"), false)
        .accept(platform.model(), platform.model().categories());

    assertRefused("unknown-architecture");
    setup = setup.accepting(true);
    playNodes();
    assertThat(run(RoundWatch.SILENT).result()).isEqualTo(RoundOutcome.Result.CONTRIBUTED);
  }

  @Test
  void aModelOfOtherClassesIsRefused() {
    for (int node = 1; node <= 2; node++) {
      platform.say(withCategories(platform.info(node, 1, "d1"), List.of("x", "y")));
    }
    assertRefused("categories-differ");
  }

  @Test
  void aModelThatIsTooLargeIsRefused() {
    setup = setup.within(new TrainingLimits(1, 8, 100, 0, 3, 500));
    assertRefused("answer-too-large");
  }

  @Test
  void theOwnersLimitsBeatTheRoundsWishes() {
    setup = setup.within(new TrainingLimits(1, 3, 6, 0, 3, 1 << 20));
    playNodes();
    AtomicInteger steps = new AtomicInteger();

    run(countingTraining(steps));

    assertThat(rounds.joins()).containsExactly(6);
    assertThat(rounds.plan(1).pictures()).isEqualTo(6);
    assertThat(steps).hasValue(2); // one epoch of 6 pictures in batches of 3
  }
}
