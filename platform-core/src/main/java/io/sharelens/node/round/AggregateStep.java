package io.sharelens.node.round;

import io.sharelens.api.RoundInfo.Privacy;
import io.sharelens.api.RoundState;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.round.sum.AggregateLeader;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.round.sum.SetCommitment;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.spi.federation.Aggregator.NoisyRound;
import io.sharelens.spi.federation.UpdateRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AGGREGATING at node 1: fix the set, open its sum, make the candidate, compare. */
final class AggregateStep {
  private final Store store;
  private final RoundTerms terms;
  private final RoundLedger ledger;
  private final RoundLink link;
  private final SetCommitment commitment;
  private final AggregateLeader leader;
  private final RoundMaker maker;
  private final Pseudonyms pseudonyms;

  AggregateStep(
      Store store,
      RoundTerms terms,
      RoundLedger ledger,
      RoundLink link,
      SetCommitment commitment,
      AggregateLeader leader,
      RoundMaker maker,
      Pseudonyms pseudonyms) {
    this.store = store;
    this.terms = terms;
    this.ledger = ledger;
    this.link = link;
    this.commitment = commitment;
    this.leader = leader;
    this.maker = maker;
    this.pseudonyms = pseudonyms;
  }

  boolean step(RoundRow row) {
    RoundAnswer answer = link.tell(row, null);
    if (answer.failure() != null) {
      throw LensException.protocol("results-differ", "node 2: " + answer.failure());
    }
    ContributorSet set = set(row, answer);
    SumRow sum = store.roundResults().sum(row.number()).orElse(null);
    if (sum == null) {
      long bytes = leader.updates(set);
      sum = store.roundResults().sum(row.number()).orElseThrow();
      opened(row, set, sum, bytes);
      return true;
    }
    String candidate = row.candidate();
    if (candidate == null) {
      maker.candidate(row, set);
      return true;
    }
    String theirs = answer.candidate();
    if (theirs == null) {
      return false;
    }
    if (!theirs.equals(candidate)) {
      throw LensException.protocol(
          "results-differ", "node 1 made the candidate " + candidate + ", node 2 " + theirs);
    }
    return ledger.next(row, RoundState.CALIBRATING, terms.config().calibrate());
  }

  private void opened(RoundRow row, ContributorSet set, SumRow sum, long bytes) {
    UpdateRules rules = terms.rules();
    Double loss =
        rules.noise() > 0 ? null : sum.loss() / rules.lossScale() / Math.max(1, sum.pictures());
    List<String> removed =
        RoundEnd.removed(store, row.number()).stream().map(pseudonyms::of).sorted().toList();
    ledger.record(
        row, r -> r.contributors(set.pictures(), removed).exchanged(bytes).opened(loss, privacy()));
  }

  private @Nullable Privacy privacy() {
    List<NoisyRound> rounds =
        store.roundResults().sums().stream().map(s -> new NoisyRound(s.contributors())).toList();
    return terms
        .aggregator()
        .privacy(rounds)
        .map(p -> new Privacy(p.epsilon(), p.delta(), p.rounds()))
        .orElse(null);
  }

  /** The set that a node committed to before a crash, or a new one. */
  private ContributorSet set(RoundRow row, RoundAnswer answer) {
    ContributorSet known = commitment.committed(row.number()).orElse(null);
    if (known != null) {
      return known;
    }
    String theirs = answer.set();
    return theirs == null ? choose(row, answer) : ContributorSet.read(theirs);
  }

  private ContributorSet choose(RoundRow row, RoundAnswer answer) {
    Set<String> left = new HashSet<>(store.leavers().list().stream().map(Leaver::owner).toList());
    left.addAll(answer.left());
    List<Contributor> contributors =
        SetChoice.of(
                store.rounds().owners(row.number()),
                RoundSteps.complete(store, row.number()),
                answer.updates(),
                left,
                terms.rules().maxOwners())
            .contributors();
    if (contributors.size() < terms.rules().minOwners()) {
      throw LensException.protocol(
          Troubles.TOO_FEW,
          contributors.size()
              + " owners have delivered both shares, at least "
              + terms.rules().minOwners()
              + " must");
    }
    long pictures = contributors.stream().mapToLong(Contributor::pictures).sum();
    RemovalChoice.Choice removal =
        terms.traits().removable()
            ? new RemovalChoice(store)
                .of(row.parent(), contributors, pictures, Set.copyOf(answer.leaving()))
            : RemovalChoice.Choice.NONE;
    for (String owner : removal.lost()) {
      store.leavers().settle(owner, Leavers.LOST, row.number());
      ledger.record(
          row,
          r ->
              r.warning(
                  "the updates of "
                      + pseudonyms.of(owner)
                      + " cannot be taken out of the model any more: what is needed for it is not"
                      + " kept; only training again from before can"));
    }
    return new ContributorSet(
        row.number(),
        row.parent(),
        row.words(),
        pictures,
        contributors,
        removal.removals(),
        removal.terms());
  }
}
