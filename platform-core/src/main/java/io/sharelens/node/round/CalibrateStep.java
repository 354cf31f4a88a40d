package io.sharelens.node.round;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.control.RoundMessages.HeldReport;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.Provenance;
import io.sharelens.node.round.ReportSet.Reporter;
import io.sharelens.node.round.sum.AggregateLeader;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.round.sum.LossSource;
import io.sharelens.node.round.sum.SetCommitment;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.RoundResults.ReportRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CALIBRATING at node 1: fix the reports, make the result, open the figures, publish. */
final class CalibrateStep {
  private static final String NO_LOSS =
      "the losses that owners reported do not add up: the loss after this round is not known";

  private static final String NO_PRECISION =
      "the precisions that owners reported do not add up: this round's is not known";

  private final Store store;
  private final ModelShelf shelf;
  private final RoundTerms terms;
  private final RoundLedger ledger;
  private final RoundLink link;
  private final SetCommitment commitment;
  private final AggregateLeader leader;
  private final RoundMaker maker;
  private final ModelPublisher publisher;
  private final Liveness liveness;
  private final Clock clock;

  CalibrateStep(
      Store store,
      ModelShelf shelf,
      RoundTerms terms,
      RoundLedger ledger,
      RoundLink link,
      SetCommitment commitment,
      AggregateLeader leader,
      RoundMaker maker,
      ModelPublisher publisher,
      Clock clock) {
    this.store = store;
    this.shelf = shelf;
    this.terms = terms;
    this.ledger = ledger;
    this.link = link;
    this.commitment = commitment;
    this.leader = leader;
    this.maker = maker;
    this.publisher = publisher;
    this.liveness = new Liveness(clock, () -> terms.config().silence());
    this.clock = clock;
  }

  boolean step(RoundRow row) {
    String published = shelf.published().map(m -> m.sha256()).orElse("");
    if (published.equals(row.model())) {
      // A crash came between the publication and the note of it.
      publish(row);
      return true;
    }
    ReportSet set = committed(row.number());
    if (set == null) {
      return choose(row);
    }
    if (row.model() == null) {
      maker.result(row, contributors(row), set);
      return true;
    }
    RoundRecord record = RoundRecord.of(row);
    if (set.loss() && record.lossAfter() == null && !record.warnings().contains(NO_LOSS)) {
      openLoss(row, set);
      return true;
    }
    if (set.precision()
        && record.precisionAfter() == null
        && !record.warnings().contains(NO_PRECISION)) {
      openPrecision(row, set);
      return true;
    }
    RoundAnswer answer = link.tell(row, set);
    requireWell(answer);
    String theirs = answer.model();
    if (theirs == null) {
      return false;
    }
    if (!theirs.equals(row.model())) {
      throw LensException.protocol(
          "results-differ", "node 1 made the model " + row.model() + ", node 2 " + theirs);
    }
    publish(row);
    return true;
  }

  private boolean choose(RoundRow row) {
    RoundAnswer answer = link.tell(row, null);
    requireWell(answer);
    String theirs = answer.reportSet();
    if (theirs != null) {
      commit(row, ReportSet.read(theirs));
      return true;
    }
    List<Reporter> reporters = reporters(row, answer);
    Set<String> done = new HashSet<>(reporters.stream().map(Reporter::owner).toList());
    boolean changed = false;
    for (RoundOwnerRow o : contributing(row)) {
      if (done.contains(o.owner()) && !o.step().equals("reported")) {
        store.rounds().step(row.number(), o.owner(), "reported");
        changed = true;
      }
    }
    boolean late = late(row);
    boolean waiting =
        !liveness.waitedFor(contributing(row), done, Set.copyOf(answer.left())).isEmpty();
    if (reporters.isEmpty() ? !late : waiting && !late) {
      return changed;
    }
    if (reporters.isEmpty()) {
      throw LensException.protocol(
          "no-reports", "no contributor has measured the candidate in time");
    }
    ReportSet set = set(row, reporters);
    // Node 2 commits first: a set that it has is taken over after a crash.
    RoundAnswer committed = link.tell(row, set);
    String there = committed.reportSet();
    commit(row, there == null ? set : ReportSet.read(there));
    ledger.extend(row, terms.config().aggregate());
    return true;
  }

  private boolean late(RoundRow row) {
    Long deadline = row.deadline();
    return deadline != null && clock.millis() > deadline;
  }

  private List<Reporter> reporters(RoundRow row, RoundAnswer answer) {
    Map<String, String> there = new HashMap<>();
    for (HeldReport r : answer.reports()) {
      there.put(r.owner(), r.digest());
    }
    Map<String, ReportRow> here = new HashMap<>();
    store.roundResults().reports(row.number()).forEach(r -> here.put(r.owner(), r));
    List<Reporter> reporters = new ArrayList<>();
    for (Contributor c : contributors(row).contributors()) {
      ReportRow r = here.get(c.owner());
      if (r != null && r.digest().equals(there.get(c.owner()))) {
        reporters.add(new Reporter(c.owner(), c.pseudonym(), r.digest()));
      }
    }
    return reporters;
  }

  private ReportSet set(RoundRow row, List<Reporter> reporters) {
    String candidate = String.valueOf(row.candidate());
    ReportSet draft = new ReportSet(row.number(), candidate, false, 0, false, 0, reporters);
    ReportTotals totals = ReportTotals.of(maker.chosen(draft));
    int least = terms.rules().minOwners();
    boolean open = terms.rules().noise() == 0;
    return new ReportSet(
        row.number(),
        candidate,
        open && reporters.size() >= least,
        totals.weight(),
        open && totals.measured() >= least,
        totals.queries(),
        reporters);
  }

  private void commit(RoundRow row, ReportSet set) {
    maker.chosen(set);
    store.roundResults().commit(row.number(), ReportSet.KIND, set.row(), clock.millis());
  }

  private void openLoss(RoundRow row, ReportSet set) {
    LossSource source = new LossSource(set.weight(), maker.chosen(set));
    AggregateLeader.Figures losses;
    try {
      losses = leader.losses(row.parent(), row.number(), source);
    } catch (LensException e) {
      if (e.code().equals("sum-out-of-bounds") || late(row)) {
        // The loss is for people; the model does not need it.
        ledger.record(row, r -> r.warning(NO_LOSS));
        return;
      }
      throw e;
    }
    double mean = mean(losses.sums().getFirst(), set.weight());
    ledger.record(row, r -> r.exchanged(losses.bytes()).after(mean));
  }

  private void openPrecision(RoundRow row, ReportSet set) {
    LossSource source =
        new LossSource(set.queries(), ReportTotals.withPrecision(maker.chosen(set)));
    AggregateLeader.Figures sums;
    try {
      sums = leader.precisions(row.parent(), row.number(), source);
    } catch (LensException e) {
      if (e.code().equals("sum-out-of-bounds") || late(row)) {
        ledger.record(row, r -> r.warning(NO_PRECISION));
        return;
      }
      throw e;
    }
    double before = mean(sums.sums().getFirst(), set.queries());
    double after = mean(sums.sums().getLast(), set.queries());
    ledger.record(row, r -> r.exchanged(sums.bytes()).precision(before, after));
  }

  private double mean(int sum, long weight) {
    return sum / terms.rules().lossScale() / Math.max(1, weight);
  }

  private void publish(RoundRow row) {
    String model = String.valueOf(row.model());
    publisher.publish(model, new Provenance(row.parent(), "round " + row.number(), metrics(row)));
    int version = store.publications().latest().map(PublicationRow::version).orElse(0);
    ledger.published(row, version);
  }

  private Map<String, Double> metrics(RoundRow row) {
    Map<String, Double> metrics = new HashMap<>();
    RoundRecord record = RoundRecord.of(row);
    metrics.put("pictures", (double) record.pictures());
    metrics.put("owners", (double) contributors(row).contributors().size());
    put(metrics, "loss_before", record.lossBefore());
    put(metrics, "loss_after", record.lossAfter());
    put(metrics, "precision_before", record.precisionBefore());
    put(metrics, "precision_after", record.precisionAfter());
    return metrics;
  }

  private static void put(Map<String, Double> metrics, String name, @Nullable Double value) {
    if (value != null) {
      metrics.put(name, value);
    }
  }

  private List<RoundOwnerRow> contributing(RoundRow row) {
    Set<String> owners =
        new HashSet<>(contributors(row).contributors().stream().map(Contributor::owner).toList());
    return store.rounds().owners(row.number()).stream()
        .filter(o -> owners.contains(o.owner()) && !o.step().equals("left"))
        .toList();
  }

  private ContributorSet contributors(RoundRow row) {
    return commitment
        .committed(row.number())
        .orElseThrow(
            () -> LensException.internal("no-set", "round " + row.number() + " has no set"));
  }

  private @Nullable ReportSet committed(long round) {
    return store
        .roundResults()
        .set(round, ReportSet.KIND)
        .map(s -> ReportSet.read(s.content()))
        .orElse(null);
  }

  private static void requireWell(RoundAnswer answer) {
    if (answer.failure() != null) {
      throw LensException.protocol("results-differ", "node 2: " + answer.failure());
    }
  }
}
