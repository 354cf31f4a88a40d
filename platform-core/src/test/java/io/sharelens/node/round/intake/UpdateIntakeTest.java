package io.sharelens.node.round.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.Schedule;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.round.RoundStoreFixture;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates at node 2: 25 words, 100 bytes, with room for three of them. */
class UpdateIntakeTest {
  private static final int WORDS = 25;
  private static final int BYTES = 4 * WORDS;

  @TempDir Path folder;
  private Store store;
  private UpdateFiles files;
  private UpdateKeeping keeping;
  private UpdateIntake intake;
  private RoundRow round;
  private int completed;

  @BeforeEach
  void open() {
    store = RoundStoreFixture.open(folder, 2);
    files = new UpdateFiles(folder.resolve("updates"));
    Duration d = Duration.ofDays(1);
    RoundsConfig config = new RoundsConfig(d, d, d, d, d, d, 3 * BYTES, Schedule.OFF, 1, d);
    keeping = new UpdateKeeping(store, files, config, true, Clock.systemUTC());
    intake =
        new UpdateIntake(
            store,
            files,
            keeping,
            new RoundGate(),
            new PlanRules(store, 2, 50),
            new UpdateIntake.Terms(
                2, 64, n -> LensException.user("round-closed", "too late"), () -> completed++),
            Clock.systemUTC());
    round = RoundStoreFixture.round(store, 1, RoundState.COLLECTING, WORDS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void chunksGoOnWhereTheyStoppedAndAreVerified() throws Exception {
    byte[] share = share(1);
    UpdatePlan plan = plan(share);
    assertThat(intake.begin("olga", 1, plan).bytes()).isEqualTo(BYTES);
    assertThat(append(plan, 0, share, 0, 60)).isEqualTo(60);
    // A lost answer: the same chunk again does not belong there, and says where to go on.
    assertThat(intake.append("olga", 1, plan.attempt(), 0, ByteBuffer.wrap(share, 0, 60)).taken())
        .isFalse();
    refused("not-complete", () -> intake.complete("olga", 1, plan.attempt()));
    refused("too-many-bytes", () -> append(plan, 60, share, 0, 60));
    assertThat(intake.begin("olga", 1, plan).offset()).isEqualTo(60);
    // What a crash wrote without its row is overwritten.
    Files.write(files.path(file(plan)), new byte[10], java.nio.file.StandardOpenOption.APPEND);
    assertThat(append(plan, 60, share, 60, 40)).isEqualTo(BYTES);
    assertThat(intake.complete("olga", 1, plan.attempt()).complete()).isTrue();
    assertThat(intake.complete("olga", 1, plan.attempt()).complete()).isTrue();
    assertThat(completed).isEqualTo(1);
    assertThat(Files.readAllBytes(files.path(file(plan)))).isEqualTo(share);
  }

  @Test
  void damageStartsAgain() {
    byte[] share = share(1);
    UpdatePlan plan = plan(share);
    intake.begin("olga", 1, plan);
    append(plan, 0, share(2), 0, BYTES);
    refused("hash-mismatch", () -> intake.complete("olga", 1, plan.attempt()));
    append(plan, 0, share, 0, BYTES);
    assertThat(intake.complete("olga", 1, plan.attempt()).complete()).isTrue();
  }

  @Test
  void whatDoesNotFitTheRoundIsRefusedWithItsCause() {
    UpdatePlan good = plan(share(1));
    refused(
        "wrong-length", () -> intake.begin("olga", 1, with(good, good.parent(), 10, WORDS + 1)));
    refused("wrong-parent", () -> intake.begin("olga", 1, with(good, "other", 10, WORDS)));
    refused("wrong-pictures", () -> intake.begin("olga", 1, with(good, good.parent(), 51, WORDS)));
    refused("wrong-pictures", () -> intake.begin("olga", 1, with(good, good.parent(), 0, WORDS)));
    refused("round-unknown", () -> intake.begin("olga", 9, good));
    intake.begin("olga", 1, good);
    refused(
        "attempt-conflict", () -> intake.begin("olga", 1, with(good, good.parent(), 11, WORDS)));
    refused("no-such-attempt", () -> intake.begin("paul", 1, good));
    refused("no-such-attempt", () -> intake.complete("paul", 1, good.attempt()));
    RoundStoreFixture.state(store, round, RoundState.AGGREGATING, 0);
    refused("round-closed", () -> intake.begin("olga", 1, plan(share(3))));
    refused("round-closed", () -> append(good, 0, share(1), 0, 10));
    refused("round-closed", () -> intake.complete("olga", 1, good.attempt()));
  }

  @Test
  void nodeOneKnowsWhoJoined() {
    PlanRules rules = new PlanRules(store, 1, 50);
    UpdatePlan plan = plan(share(1));
    refused(
        "not-joined",
        () -> {
          rules.check(round, "olga", plan);
          return 0;
        });
    store.rounds().put(1, new RoundOwnerRow("olga", "p", 10, "joined", 0, 0, 1));
    rules.check(round, "olga", plan);
  }

  @Test
  void newerAttemptsReplaceOlderOnes() {
    UpdatePlan abandoned = plan(share(1));
    intake.begin("olga", 1, abandoned);
    UpdatePlan second = deliver("olga", 2);
    refused("attempt-replaced", () -> intake.begin("olga", 1, abandoned));
    UpdatePlan third = deliver("olga", 3);
    UpdatePlan fourth = deliver("olga", 4);
    assertThat(store.updates().held())
        .extracting(UpdateRow::attempt)
        .containsExactly(third.attempt(), fourth.attempt());
    refused("attempt-replaced", () -> intake.begin("olga", 1, second));
  }

  @Test
  void anAttemptBelongsToOneRound() {
    UpdatePlan plan = deliver("olga", 1);
    RoundStoreFixture.state(store, round, RoundState.FAILED, 1);
    RoundStoreFixture.round(store, 2, RoundState.COLLECTING, WORDS);
    refused("attempt-conflict", () -> intake.begin("olga", 2, plan));
  }

  @Test
  void olderRoundsMakeRoomAndThePresentOneDoesNot() {
    UpdatePlan old = deliver("olga", 1);
    store.updates().state(1, old.attempt(), UpdateRow.COUNTED);
    RoundStoreFixture.state(store, round, RoundState.PUBLISHED, System.currentTimeMillis());
    keeping.sweep();
    assertThat(store.updates().held()).hasSize(1);
    RoundStoreFixture.round(store, 2, RoundState.COLLECTING, WORDS);
    for (String owner : new String[] {"a", "b", "c"}) {
      intake.begin(owner, 2, plan(share(7)));
    }
    assertThat(store.updates().held()).extracting(UpdateRow::round).containsOnly(2L);
    assertThat(store.updates().find(1, old.attempt()).orElseThrow().state())
        .isEqualTo(UpdateRow.COUNTED);
    refused("quota", () -> intake.begin("d", 2, plan(share(7))));
  }

  @Test
  void sharesGoAfterTheRetentionAndAtOnceWithAFailedRound() throws Exception {
    UpdatePlan counted = deliver("olga", 1);
    UpdatePlan uncounted = deliver("paul", 2);
    store.updates().state(1, counted.attempt(), UpdateRow.COUNTED);
    long day = Duration.ofDays(1).toMillis();
    RoundStoreFixture.state(
        store, round, RoundState.PUBLISHED, System.currentTimeMillis() - day / 2);
    keeping.sweep();
    assertThat(store.updates().held())
        .extracting(UpdateRow::attempt)
        .containsExactly(counted.attempt());
    RoundStoreFixture.state(
        store, round, RoundState.PUBLISHED, System.currentTimeMillis() - 2 * day);
    store.leavers().add(new io.sharelens.node.store.Leavers.Leaver("olga", "WANTED", 1, null));
    keeping.sweep();
    assertThat(store.updates().held()).hasSize(1);
    store.leavers().settle("olga", "DONE", 2L);
    keeping.sweep();
    assertThat(store.updates().held()).isEmpty();
    assertThat(files.path("1/" + counted.attempt() + ".share")).doesNotExist();
    assertThat(files.path("1/" + uncounted.attempt() + ".share")).doesNotExist();
    RoundRow two = RoundStoreFixture.round(store, 2, RoundState.COLLECTING, WORDS);
    UpdatePlan lost = plan(share(3));
    intake.begin("olga2", 2, lost);
    append("olga2", 2, lost, share(3));
    RoundStoreFixture.state(store, two, RoundState.FAILED, System.currentTimeMillis());
    keeping.sweep();
    assertThat(store.updates().held()).isEmpty();
  }

  @Test
  void optimisersStatesGoAfterTheRetentionButForThePublishedModels() throws Exception {
    for (String model : new String[] {"old", "now", "new"}) {
      Files.write(files.path("optimiser/" + model), new byte[4]);
      long created = model.equals("new") ? System.currentTimeMillis() : 1;
      store
          .roundResults()
          .optimiser(
              new io.sharelens.node.store.RoundResults.OptimiserRow(
                  model, 1, "optimiser/" + model, created));
    }
    store.models().stage(new io.sharelens.node.store.ModelRow("now", null, "STAGED", "now", 1, 1));
    store.models().publish("now", 3, 1);
    keeping.sweep();
    assertThat(store.roundResults().optimiser("old")).isEmpty();
    assertThat(files.path("optimiser/old")).doesNotExist();
    assertThat(store.roundResults().optimiser("now")).isPresent();
    assertThat(store.roundResults().optimiser("new")).isPresent();
  }

  @Test
  void filesWithoutARowGoAtTheStart() throws Exception {
    UpdatePlan plan = deliver("olga", 1);
    Path stray = files.path("9/stray.share");
    Files.write(stray, new byte[3]);
    keeping.recover();
    assertThat(stray).doesNotExist();
    assertThat(files.path(file(plan))).exists();
  }

  private UpdatePlan deliver(String owner, int fill) {
    UpdatePlan plan = plan(share(fill));
    intake.begin(owner, 1, plan);
    append(owner, 1, plan, share(fill));
    intake.complete(owner, 1, plan.attempt());
    return plan;
  }

  private void append(String owner, long number, UpdatePlan plan, byte[] share) {
    intake.append(owner, number, plan.attempt(), 0, ByteBuffer.wrap(share));
  }

  private long append(UpdatePlan plan, long at, byte[] share, int from, int n) {
    return intake.append("olga", 1, plan.attempt(), at, ByteBuffer.wrap(share, from, n)).offset();
  }

  private static String file(UpdatePlan plan) {
    return "1/" + plan.attempt() + ".share";
  }

  private static byte[] share(int fill) {
    byte[] share = new byte[BYTES];
    java.util.Arrays.fill(share, (byte) fill);
    return share;
  }

  private static UpdatePlan plan(byte[] share) {
    return new UpdatePlan(
        UUID.randomUUID().toString(),
        RoundStoreFixture.PARENT,
        10,
        WORDS,
        CanonicalJson.sha256(new byte[16]),
        CanonicalJson.sha256(share));
  }

  private static UpdatePlan with(UpdatePlan p, String parent, int pictures, long words) {
    return new UpdatePlan(
        p.attempt(), parent, pictures, words, p.seedSha256(), p.correctionSha256());
  }

  private static void refused(String code, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
