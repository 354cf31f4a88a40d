package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundInfo.RoundOwner;
import io.sharelens.api.RoundState;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.Schedule;
import io.sharelens.node.store.SessionRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole rounds at three nodes in one JVM, with owners that upload real shares. */
class RoundFlowTest extends RoundNodes {
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
    assertThat(done.precisionBefore()).isCloseTo(TestOwner.PRECISION / 2, within(0.01));
    assertThat(done.precisionAfter()).isCloseTo(TestOwner.PRECISION, within(0.01));
    assertThat(cluster.store(1).publications().latest().orElseThrow().metrics())
        .containsEntry("precision_after", done.precisionAfter());
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
              "{\"fl.sum-of-updates\":" + layout.words() + "}",
              "{\"fl.sum-of-losses\":1}",
              "{\"fl.sum-of-precisions\":2}");
    }
  }

  /** The sum of two owners would not hide either from the other. */
  @Test
  void precisionsOfTooFewOwnersAreNotOpened() {
    List<TestOwner> owners = owners(3);
    owners.getFirst().queries = 0;
    RoundInfo done = round(owners);

    assertThat(done.lossAfter()).isNotNull();
    assertThat(done.precisionBefore()).isNull();
    assertThat(done.precisionAfter()).isNull();
    assertThat(cluster.store(1).sessions().list(100))
        .extracting(SessionRow::ledger)
        .noneMatch(l -> l.contains("precisions"));
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
}
