package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundInfo.RoundOwner;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundState;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.Schedule;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.store.SessionRow;
import io.sharelens.node.store.UpdateRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rounds at three nodes in one JVM, with owners that upload real shares. */
class RoundFlowTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path root;
  private TestCluster cluster;
  private PublishedModel first;
  private UpdateLayout layout;

  @BeforeEach
  void publish() throws Exception {
    cluster = new TestCluster(root);
    cluster.scheme(TestCluster.SCHEME + "aggregator: {plugin: fl-aggregator}\n");
    cluster.rounds(config(30));
    cluster.startAll();
    first = TinyModel.make(1);
    Path file = root.resolve("model.safetensors");
    first.write(file);
    cluster.services(1).models().publish(cluster.services(1).models().stage(file));
    layout = UpdateLayout.of(first);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static RoundsConfig config(int seconds) {
    Duration d = Duration.ofSeconds(seconds);
    return new RoundsConfig(
        d, d, d, d, d, Duration.ofDays(1), 1 << 28, Schedule.OFF, 10, Duration.ofHours(1));
  }

  @Test
  void publishesTheWeightedAverageAndOpensNothingElse() {
    RoundInfo round = start();
    List<TestOwner> owners = owners(3);
    owners.forEach(o -> o.join(round));
    owners.forEach(o -> o.deliver(round, o.share(round)));
    awaitState(round, RoundState.CALIBRATING);
    owners.forEach(o -> o.report(round));
    awaitState(round, RoundState.PUBLISHED);

    RoundInfo done = info(1, round);
    PublishedModel model = model(done.model());
    requireAverage(first, model, owners, round.rules().fractionBits());
    assertThat(done.version()).isEqualTo(1);
    assertThat(done.pictures()).isEqualTo(10 + 20 + 30);
    assertThat(done.lossBefore()).isCloseTo(TestOwner.LOSS, within(0.01));
    assertThat(done.lossAfter()).isCloseTo(TestOwner.LOSS / 2, within(0.01));
    assertThat(done.phases()).hasSize(4);
    assertThat(done.bytes().exchanged()).isPositive();
    assertThat(done.owners()).extracting(RoundOwner::pseudonym).noneMatch(p -> p.contains("olga"));
    assertThat(model.plan().inputFractionBits()).isEqualTo(first.plan().inputFractionBits());
    assertThat(model.plan().inputBound()).isEqualTo(first.plan().inputBound());
    assertThat(model.trained().origin()).isEqualTo("federated");
    assertThat(model.parent()).isEqualTo(first.sha256());
    for (int n = 1; n <= 3; n++) {
      assertThat(cluster.services(n).status().info().model().sha256()).isEqualTo(model.sha256());
    }
    await().atMost(SOON).until(() -> info(2, round).state() == RoundState.PUBLISHED);
    for (int n = 1; n <= 2; n++) {
      List<SessionRow> sessions =
          cluster.store(n).sessions().list(100).stream()
              .filter(s -> s.kind().equals("aggregate"))
              .toList();
      assertThat(sessions).extracting(SessionRow::state).containsOnly("DONE");
      assertThat(sessions)
          .extracting(SessionRow::ledger)
          .containsExactlyInAnyOrder(
              "{\"fl.sum-of-updates\":" + layout.words() + "}", "{\"fl.sum-of-losses\":1}");
    }
  }

  @Test
  void sharesOfDifferentUpdatesAreRefusedAndTheRoundGoesOn() {
    RoundInfo round = start();
    List<TestOwner> owners = owners(4);
    owners.forEach(o -> o.join(round));
    TestOwner bad = owners.get(3);
    TestOwner.Shared a = bad.share(round);
    TestOwner.Shared b = bad.share(round);
    // The same attempt at both nodes, with different plans.
    var plan = b.plan();
    var forged =
        new TestOwner.Shared(
            new io.sharelens.api.UpdatePlan(
                a.plan().attempt(),
                plan.parent(),
                plan.pictures(),
                plan.words(),
                plan.seedSha256(),
                plan.correctionSha256()),
            b.seed(),
            b.correction());
    bad.deliver(1, round, a);
    bad.deliver(2, round, forged);
    // Sent twice is as once.
    TestOwner.Shared twice = owners.get(0).share(round);
    owners.get(0).deliver(round, twice);
    assertThat(owners.get(0).node(1).begin("olga0", round.number(), twice.plan()).complete())
        .isTrue();
    owners.get(1).deliver(round, owners.get(1).share(round));
    // A second attempt takes the place of the first.
    owners.get(1).deliver(round, owners.get(1).share(round));
    await()
        .atMost(SOON)
        .until(() -> info(1, round).warnings().stream().anyMatch(w -> w.contains("plan-differs")));
    owners.get(2).deliver(round, owners.get(2).share(round));
    cluster.services(1).rounds().left("olga3", false);
    List<TestOwner> good = owners.subList(0, 3);
    awaitState(round, RoundState.CALIBRATING);
    // Too late.
    assertThatThrownBy(() -> bad.deliver(1, round, bad.share(round)))
        .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("CALIBRATING", "left"));
    good.forEach(o -> o.report(round));
    awaitState(round, RoundState.PUBLISHED);
    requireAverage(first, model(info(1, round).model()), good, round.rules().fractionBits());
    assertThat(cluster.store(2).updates().of(round.number()))
        .filteredOn(u -> u.state().equals(UpdateRow.COUNTED))
        .hasSize(3);
  }

  @Test
  void tooFewOwnersOpenNothing() throws Exception {
    cluster.close();
    cluster.rounds(config(4));
    cluster.startAll();
    RoundInfo round = start();
    List<TestOwner> owners = owners(3);
    owners.forEach(o -> o.join(round));
    owners.subList(0, 2).forEach(o -> o.deliver(round, o.share(round)));
    awaitState(round, RoundState.FAILED);
    assertThat(info(1, round).cause()).startsWith("too-few-owners");
    assertThat(cluster.store(1).sessions().list(100)).noneMatch(s -> s.kind().equals("aggregate"));
    assertThatThrownBy(() -> owners.get(2).deliver(round, owners.get(2).share(round)))
        .hasMessageContaining("the next one begins");
    // The next one works, and shares of the failed one are gone.
    assertThat(cluster.store(1).updates().held()).isEmpty();
    assertThat(start().number()).isEqualTo(round.number() + 1);
  }

  @Test
  void goesOnWhereverANodeWasKilled() throws Exception {
    RoundInfo round = start();
    List<TestOwner> owners = owners(3);
    restart(1);
    owners.forEach(o -> o.join(round));
    awaitState(round, RoundState.COLLECTING);
    restart(2);
    restart(1);
    owners.get(0).deliver(round, owners.get(0).share(round));
    TestOwner.Shared half = owners.get(1).share(round);
    owners.get(1).deliver(1, round, half);
    restart(2);
    owners.get(1).deliver(2, round, half);
    cluster.stop(2);
    TestOwner.Shared last = owners.get(2).share(round);
    owners.get(2).deliver(1, round, last);
    cluster.start(2);
    owners.get(2).deliver(2, round, last);
    restart(1);
    awaitState(round, RoundState.CALIBRATING);
    restart(1);
    restart(2);
    await().atMost(SOON).until(() -> info(2, round).state() == RoundState.CALIBRATING);
    owners.get(0).report(round);
    restart(2);
    owners.subList(1, 3).forEach(o -> o.report(round));
    restart(1);
    awaitState(round, RoundState.PUBLISHED);
    requireAverage(first, model(info(1, round).model()), owners, round.rules().fractionBits());
  }

  @Test
  void cancelledRoundsFailAndOneRunsAtATime() {
    RoundInfo round = start();
    assertThatThrownBy(this::start).hasMessageContaining("round " + round.number());
    assertThat(cluster.services(1).rounds().request("olga0", new RoundRequest(1)).number())
        .isEqualTo(round.number());
    assertThat(cluster.services(1).rounds().cancel(round.number()).cause()).startsWith("cancelled");
    assertThatThrownBy(() -> cluster.services(1).rounds().request("olga0", new RoundRequest(9)))
        .hasMessageContaining("10 new pictures");
    RoundInfo next = cluster.services(1).rounds().request("olga0", new RoundRequest(10));
    assertThat(next.origin()).isEqualTo("owner");
    cluster.services(1).rounds().cancel(next.number());
    assertThatThrownBy(() -> cluster.services(1).rounds().request("olga1", new RoundRequest(10)))
        .hasMessageContaining("can ask for the next round from");
    await().atMost(SOON).until(() -> info(2, next).state() == RoundState.FAILED);
  }

  @Test
  void leaversAreTakenOutOfTheModelInsideTheNextOpenings() {
    List<TestOwner> all = owners(6);
    RoundInfo one = round(all.subList(0, 4));
    leave(all.get(3));
    TestOwner small = new TestOwner(cluster, "small", 10, layout.parameters(), 77);
    List<TestOwner> next = List.of(all.get(0), all.get(2), small);
    RoundInfo two = round(next);
    assertThat(two.removed()).hasSize(1);
    // What the model is now: round 1 without the leaver, then round 2.
    requireChange(first, model(two.model()), add(mean(all.subList(0, 3)), mean(next)));
    // A second leaver of the same round, which is half of the next one too: what that one removed
    // has to come back in part.
    leave(all.get(2));
    List<TestOwner> rest = List.of(all.get(0), all.get(1), all.get(4));
    RoundInfo three = round(rest);
    assertThat(three.removed()).hasSize(1).isNotEqualTo(two.removed());
    double[] before = add(mean(all.subList(0, 2)), mean(List.of(all.get(0), small)));
    requireChange(first, model(three.model()), add(before, mean(rest)));
    for (int n = 1; n <= 2; n++) {
      assertThat(cluster.store(n).leavers().list())
          .extracting(io.sharelens.node.store.Leavers.Leaver::removal)
          .containsOnly("DONE");
    }
    assertThat(one.version()).isEqualTo(1);
  }

  @Test
  void aSetThatOnlyNodeTwoCommittedToIsTakenOver() {
    RoundInfo round = start();
    List<TestOwner> owners = owners(4);
    owners.forEach(o -> o.join(round));
    owners.forEach(o -> o.deliver(2, round, o.share(round, o.name)));
    // As if node 1 had been killed between node 2's commitment and its own: without the fourth.
    List<Contributor> three = new ArrayList<>();
    for (UpdateRow u : cluster.store(2).updates().of(round.number())) {
      if (!u.owner().equals("olga3")) {
        String pseudonym =
            cluster.store(1).rounds().owner(round.number(), u.owner()).orElseThrow().pseudonym();
        three.add(new Contributor(u.owner(), pseudonym, u.attempt(), u.planDigest(), u.pictures()));
        cluster.store(2).updates().state(round.number(), u.attempt(), UpdateRow.COUNTED);
      }
    }
    three.sort(java.util.Comparator.comparing(Contributor::pseudonym));
    ContributorSet set =
        new ContributorSet(
            round.number(), round.parent(), layout.words(), 60, three, List.of(), List.of());
    cluster.store(2).roundResults().commit(round.number(), ContributorSet.KIND, set.row(), 1);
    owners.forEach(o -> o.deliver(1, round, o.shared(o.name)));
    awaitState(round, RoundState.CALIBRATING);
    owners.subList(0, 3).forEach(o -> o.report(round));
    assertThatThrownBy(() -> owners.get(3).report(round)).hasMessageContaining("no update");
    awaitState(round, RoundState.PUBLISHED);
    requireAverage(
        first, model(info(1, round).model()), owners.subList(0, 3), round.rules().fractionBits());
    assertThat(info(1, round).pictures()).isEqualTo(60);
    assertThat(info(1, round).owners())
        .filteredOn(o -> o.step().equals("late"))
        .singleElement()
        .satisfies(o -> assertThat(o.pictures()).isEqualTo(40));
  }

  @Test
  void theServersMomentumBelongsToTheModel() throws Exception {
    cluster.close();
    cluster.scheme(
        TestCluster.SCHEME
            + "aggregator: {plugin: fl-aggregator, options: {optimiser: momentum, beta1: 0.5,"
            + " server-rate: 1}}\n");
    cluster.startAll();
    List<TestOwner> owners = owners(3);
    double[] mean = mean(owners);
    RoundInfo one = round(owners);
    requireChange(first, model(one.model()), mean);
    RoundInfo two = round(owners);
    double[] half = mean.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] /= 2;
    }
    double[] afterTwo = add(add(mean, mean), half);
    requireChange(first, model(two.model()), afterTwo);
    // After a roll back the optimiser goes on from where that model was.
    cluster.services(1).models().publish(one.model());
    RoundInfo three = round(owners);
    assertThat(three.parent()).isEqualTo(one.model());
    requireChange(first, model(three.model()), afterTwo);
  }

  @Test
  void scheduledRoundsBeginByThemselves() throws Exception {
    // As if the node had been set up long ago: the next beginning is over already.
    cluster.store(1).facts().put("rounds-since", "1000");
    cluster.close();
    RoundsConfig c = config(30);
    cluster.rounds(
        new RoundsConfig(
            Duration.ofMillis(100),
            c.collect(),
            c.aggregate(),
            c.calibrate(),
            c.silence(),
            c.retention(),
            c.quotaBytes(),
            Schedule.parse("every 1 minutes"),
            1,
            c.requestPause()));
    cluster.startAll();
    await().atMost(SOON).until(() -> !cluster.services(1).rounds().list(9).isEmpty());
    RoundInfo round = cluster.services(1).rounds().list(9).getFirst();
    assertThat(round.origin()).isEqualTo("schedule");
    awaitState(round, RoundState.FAILED);
    assertThat(info(1, round).cause()).contains("0 owners joined");
    assertThat(cluster.services(1).rounds().current()).isEmpty();
  }

  private RoundInfo round(List<TestOwner> owners) {
    RoundInfo round = start();
    owners.forEach(o -> o.join(round));
    owners.forEach(o -> o.deliver(round, o.share(round)));
    awaitState(round, RoundState.CALIBRATING);
    owners.forEach(o -> o.report(round));
    awaitState(round, RoundState.PUBLISHED);
    await().atMost(SOON).until(() -> info(2, round).state() == RoundState.PUBLISHED);
    return info(1, round);
  }

  private void leave(TestOwner owner) {
    for (int n = 1; n <= 2; n++) {
      assertThat(cluster.services(n).rounds().left(owner.name, true).kept()).isPositive();
    }
  }

  private static double[] mean(List<TestOwner> owners) {
    double pictures = owners.stream().mapToInt(o -> o.pictures).sum();
    double[] mean = new double[owners.getFirst().delta.length];
    for (TestOwner o : owners) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += o.pictures * (double) o.delta[i] / pictures;
      }
    }
    return mean;
  }

  private static double[] add(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  /** A removal is scaled and truncated on shares: less exact than a plain sum. */
  private static void requireChange(PublishedModel then, PublishedModel now, double[] change) {
    int at = 0;
    for (Map.Entry<String, FloatTensor> e : then.weights().entrySet()) {
      float[] values = now.weights().get(e.getKey()).values();
      float[] before = e.getValue().values();
      for (int i = 0; i < before.length; i++, at++) {
        assertThat((double) values[i]).isCloseTo(before[i] + change[at], within(2e-5));
      }
    }
  }

  private void restart(int n) throws Exception {
    cluster.stop(n);
    cluster.start(n);
  }

  private RoundInfo start() {
    RoundInfo round = cluster.services(1).rounds().start(new RoundRequest(0));
    await().atMost(SOON).until(() -> cluster.services(2).rounds().find(round.number()).isPresent());
    return round;
  }

  private List<TestOwner> owners(int count) {
    List<TestOwner> owners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      owners.add(new TestOwner(cluster, "olga" + i, 10 * (i + 1), layout.parameters(), i));
    }
    return owners;
  }

  private RoundInfo info(int node, RoundInfo round) {
    return cluster.services(node).rounds().find(round.number()).orElseThrow();
  }

  private void awaitState(RoundInfo round, RoundState state) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              RoundInfo now = info(1, round);
              assertThat(now.state().over() && now.state() != state)
                  .as("%s: %s", now.state(), now.cause())
                  .isFalse();
              return now.state() == state;
            });
    if (state == RoundState.CALIBRATING) {
      await().atMost(SOON).until(() -> info(2, round).state() == state);
    }
  }

  private PublishedModel model(String sha256) {
    return PublishedModel.read(cluster.services(1).models().file(sha256));
  }

  /** Recomputes the model in clear: parent plus the mean of the changes, weighted by pictures. */
  private static void requireAverage(
      PublishedModel parent, PublishedModel made, List<TestOwner> owners, int fractionBits) {
    double pictures = owners.stream().mapToInt(o -> o.pictures).sum();
    double error = owners.size() * 0.5 / Math.scalb(1.0, fractionBits) / pictures + 1e-7;
    int at = 0;
    for (Map.Entry<String, FloatTensor> e : parent.weights().entrySet()) {
      float[] now = made.weights().get(e.getKey()).values();
      float[] then = e.getValue().values();
      for (int i = 0; i < then.length; i++, at++) {
        double sum = 0;
        for (TestOwner o : owners) {
          sum += o.pictures * (double) o.delta[at];
        }
        assertThat((double) now[i]).isCloseTo(then[i] + sum / pictures, within(error));
      }
    }
  }
}
