package io.sharelens.node.round;

import io.sharelens.api.RoundState;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.RoundMessages.HeldReport;
import io.sharelens.node.control.RoundMessages.HeldUpdate;
import io.sharelens.node.control.RoundMessages.Member;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.control.RoundMessages.RoundNotice;
import io.sharelens.node.control.RoundPeer;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateKeeping;
import io.sharelens.node.round.sum.AggregateFollower;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.LossSource;
import io.sharelens.node.round.sum.SetCommitment;
import io.sharelens.node.store.Leavers;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.RoundResults.SetRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Node 2's half of rounds: keeps in step with node 1, makes the same models. Thread-safe. */
final class RoundFollower implements RoundPeer, AggregateFollower.ReportedFigures, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoundFollower.class);
  private static final long CLOSE_SECONDS = 20;

  private final Store store;
  private final RoundGate gate;
  private final UpdateKeeping keeping;
  private final RoundEnd end;
  private final SetCommitment commitment;
  private final RoundMaker maker;
  private final Clock clock;
  private final Map<Long, String> failures = new ConcurrentHashMap<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rounds").factory());

  RoundFollower(
      Store store,
      RoundGate gate,
      UpdateKeeping keeping,
      RoundEnd end,
      SetCommitment commitment,
      RoundMaker maker,
      Clock clock) {
    this.store = store;
    this.gate = gate;
    this.keeping = keeping;
    this.end = end;
    this.commitment = commitment;
    this.maker = maker;
    this.clock = clock;
  }

  @Override
  public RoundAnswer hear(RoundNotice notice) {
    RoundAnswer answer =
        gate.locked(
            () -> {
              write(notice);
              commitReports(notice);
              return answer(notice.number());
            });
    wake();
    return answer;
  }

  /** Goes on where a crash came, and looks every hour whether shares are kept for too long. */
  void start() {
    worker.scheduleWithFixedDelay(this::sweep, 0, 1, TimeUnit.HOURS);
    wake();
  }

  private void sweep() {
    try {
      keeping.sweep();
    } catch (RuntimeException e) {
      LOG.warn("old shares of updates could not be removed yet: {}", e.getMessage());
    }
  }

  /** Makes what can be made now, on a thread of its own. */
  void wake() {
    try {
      worker.execute(this::work);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down; the next start goes on");
    }
  }

  @Override
  public LossSource precisions(long round) {
    ReportSet set =
        reports(round)
            .filter(ReportSet::precision)
            .orElseThrow(
                () ->
                    LensException.protocol(
                        "bad-set", "no precisions of round " + round + " are to be opened"));
    return new LossSource(set.queries(), ReportTotals.withPrecision(maker.chosen(set)));
  }

  @Override
  public LossSource losses(long round) {
    ReportSet set =
        reports(round)
            .filter(ReportSet::loss)
            .orElseThrow(
                () ->
                    LensException.protocol(
                        "bad-set", "no losses of round " + round + " are to be opened"));
    return new LossSource(set.weight(), maker.chosen(set));
  }

  @Override
  public void close() {
    // Not interrupted: that would close the database's file under it.
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the thread of the rounds does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(RoundNotice n) {
    RoundRow known = store.rounds().find(n.number()).orElse(null);
    boolean over = n.state().over();
    RoundRow row =
        new RoundRow(
            n.number(),
            n.state(),
            n.cause(),
            n.origin(),
            n.parent(),
            null,
            null,
            n.version(),
            n.words(),
            CanonicalJson.text(n.rules()),
            known == null ? RoundRecord.EMPTY.json() : known.record(),
            n.opened(),
            n.phase(),
            n.deadline(),
            n.ended(),
            true);
    if (known == null) {
      store.rounds().insert(row);
    } else if (!known.state().over()) {
      store.rounds().update(row, known.state());
    }
    n.owners().forEach(m -> member(n.number(), m));
    store.leavers().list().stream()
        .filter(l -> l.removal().equals(Leavers.WANTED) && n.lost().contains(l.owner()))
        .forEach(l -> store.leavers().settle(l.owner(), Leavers.LOST, n.number()));
    if (over && (known == null || !known.state().over())) {
      end.settle(store.rounds().find(n.number()).orElse(row));
      failures.remove(n.number());
    }
  }

  private void member(long round, Member m) {
    store
        .rounds()
        .put(
            round,
            new RoundOwnerRow(
                m.owner(), m.pseudonym(), m.pictures(), m.step(), 0, 0, clock.millis()));
  }

  private void commitReports(RoundNotice notice) {
    String json = notice.reports();
    if (json == null || store.roundResults().set(notice.number(), ReportSet.KIND).isPresent()) {
      return;
    }
    ReportSet set = ReportSet.read(json);
    RoundRow row = store.rounds().find(notice.number()).orElseThrow();
    if (set.round() != row.number() || !set.candidate().equals(row.candidate())) {
      throw LensException.protocol("bad-set", "the reports are for another candidate");
    }
    ReportTotals totals = ReportTotals.of(maker.chosen(set));
    int least = notice.rules().minOwners();
    boolean noisy = notice.rules().noise() > 0;
    if (totals.weight() != set.weight()
        || totals.queries() != set.queries()
        || (set.loss() && (noisy || set.reporters().size() < least))
        || (set.precision() && (noisy || totals.measured() < least))) {
      throw LensException.protocol("bad-set", "the reports do not add up like this");
    }
    store.roundResults().commit(row.number(), ReportSet.KIND, set.row(), clock.millis());
  }

  private RoundAnswer answer(long number) {
    RoundRow row = store.rounds().find(number).orElseThrow();
    List<HeldUpdate> updates =
        store.updates().of(number).stream()
            .filter(u -> u.file() != null)
            .filter(
                u -> u.state().equals(UpdateRow.COMPLETE) || u.state().equals(UpdateRow.COUNTED))
            .map(u -> new HeldUpdate(u.owner(), u.attempt(), u.planDigest(), u.pictures()))
            .toList();
    List<Leaver> leavers = store.leavers().list();
    return new RoundAnswer(
        updates,
        content(number, ContributorSet.KIND),
        store.roundResults().reports(number).stream()
            .map(r -> new HeldReport(r.owner(), r.digest()))
            .toList(),
        content(number, ReportSet.KIND),
        row.candidate(),
        row.model(),
        failures.get(number),
        leavers.stream().map(Leaver::owner).toList(),
        leavers.stream()
            .filter(l -> l.removal().equals(Leavers.WANTED))
            .map(Leaver::owner)
            .toList());
  }

  private @Nullable String content(long round, String kind) {
    return store.roundResults().set(round, kind).map(SetRow::content).orElse(null);
  }

  private java.util.Optional<ReportSet> reports(long round) {
    return store.roundResults().set(round, ReportSet.KIND).map(s -> ReportSet.read(s.content()));
  }

  private void work() {
    RoundRow row = store.rounds().current().orElse(null);
    if (row == null || failures.containsKey(row.number())) {
      return;
    }
    try {
      make(row);
    } catch (LensException e) {
      LOG.warn("round {}: {}", row.number(), e.getMessage());
      failures.put(row.number(), e.code() + ": " + e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("round {}", row.number(), e);
      failures.put(row.number(), "defect: " + e);
    }
  }

  private void make(RoundRow row) {
    ContributorSet set = commitment.committed(row.number()).orElse(null);
    if (set == null || store.roundResults().sum(row.number()).isEmpty()) {
      return;
    }
    if (row.candidate() == null
        && (row.state() == RoundState.AGGREGATING || row.state() == RoundState.CALIBRATING)) {
      maker.candidate(row, set);
    }
    ReportSet reports = reports(row.number()).orElse(null);
    if (reports != null && row.model() == null) {
      maker.result(row, set, reports);
    }
  }
}
