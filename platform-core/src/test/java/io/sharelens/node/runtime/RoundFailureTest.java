package io.sharelens.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundState;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.store.UpdateRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong in rounds: updates that do not fit, owners that are missing, nodes that are
 * killed.
 */
class RoundFailureTest extends RoundNodes {
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
  void aRemovalWhoseSharesAreGoneIsSaidToBeLost() {
    List<TestOwner> owners = owners(4);
    RoundInfo one = round(owners);
    leave(owners.get(3));
    // As after the retention, at node 1.
    for (UpdateRow u : cluster.store(1).updates().of(one.number())) {
      cluster.store(1).updates().gone(u.round(), u.attempt());
    }
    RoundInfo two = round(owners.subList(0, 3));
    assertThat(two.removed()).isEmpty();
    assertThat(two.warnings()).anyMatch(w -> w.contains("cannot be taken out"));
    for (int n = 1; n <= 2; n++) {
      assertThat(cluster.store(n).leavers().list())
          .extracting(io.sharelens.node.store.Leavers.Leaver::removal)
          .containsExactly("LOST");
    }
  }
}
