package io.sharelens.node.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.api.RoundState;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.round.intake.UpdateIntake;
import io.sharelens.node.service.RoundService;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What owners and administrators do in rounds, at node 1. */
final class RoundDesk implements RoundService {
  /** Rounds that are looked back on. */
  static final int LOOK = 1000;

  private static final Set<String> STEPS = Set.of("joined", "training", "uploading");

  private final Store store;
  private final RoundTerms terms;
  private final RoundGate gate;
  private final RoundOpening opening;
  private final UpdateIntake intake;
  private final Reports reports;
  private final Departures departures;
  private final Pseudonyms pseudonyms;
  private final RoundViews views;
  private final Canceller canceller;
  private final Runnable changed;
  private final Clock clock;

  /** Ends a round at an administrator's wish. */
  interface Canceller {
    RoundRow cancel(long number);
  }

  RoundDesk(
      Store store,
      RoundTerms terms,
      RoundGate gate,
      RoundOpening opening,
      UpdateIntake intake,
      Reports reports,
      Departures departures,
      Pseudonyms pseudonyms,
      Canceller canceller,
      Runnable changed,
      Clock clock) {
    this.store = store;
    this.terms = terms;
    this.gate = gate;
    this.opening = opening;
    this.intake = intake;
    this.reports = reports;
    this.departures = departures;
    this.pseudonyms = pseudonyms;
    this.views = new RoundViews(store);
    this.canceller = canceller;
    this.changed = changed;
    this.clock = clock;
  }

  @Override
  public List<RoundInfo> list(int limit) {
    return views.list(limit);
  }

  @Override
  public Optional<RoundInfo> find(long number) {
    return views.find(number);
  }

  @Override
  public Optional<RoundInfo> current() {
    return views.current();
  }

  @Override
  public RoundInfo join(String owner, long number, RoundJoin join) {
    RoundRow round = gate.locked(() -> joined(owner, number, join));
    changed.run();
    return views.info(round);
  }

  private RoundRow joined(String owner, long number, RoundJoin join) {
    if (store.leavers().find(owner).isPresent()) {
      throw LensException.user("owner-left", "this owner left the platform");
    }
    RoundRow round = require(number);
    Optional<RoundOwnerRow> known = store.rounds().owner(number, owner);
    if (known.isPresent()) {
      return round;
    }
    if (round.state() != RoundState.OPEN && round.state() != RoundState.COLLECTING) {
      throw opening.closed(number);
    }
    if (join.pictures() < 1) {
      throw LensException.user("wrong-pictures", "an owner without labelled pictures cannot train");
    }
    if (store.rounds().owners(number).size() >= terms.rules().maxOwners()) {
      throw LensException.user(
          "round-full",
          "round " + number + " has " + terms.rules().maxOwners() + " owners, which is the most");
    }
    store
        .rounds()
        .put(
            number,
            new RoundOwnerRow(
                owner,
                pseudonyms.of(owner),
                terms.rules().weight(join.pictures()),
                "joined",
                0,
                0,
                clock.millis()));
    return round;
  }

  @Override
  public RoundInfo progress(String owner, long number, RoundProgress progress) {
    return views.info(gate.locked(() -> noted(owner, number, progress)));
  }

  private RoundRow noted(String owner, long number, RoundProgress progress) {
    RoundRow round = require(number);
    RoundOwnerRow o =
        store
            .rounds()
            .owner(number, owner)
            .orElseThrow(() -> LensException.user("not-joined", "join round " + number + " first"));
    boolean own = STEPS.contains(o.step());
    String step =
        own && STEPS.contains(String.valueOf(progress.step())) ? progress.step() : o.step();
    store
        .rounds()
        .put(
            number,
            new RoundOwnerRow(
                owner,
                o.pseudonym(),
                o.pictures(),
                step,
                own ? Math.max(0, progress.done()) : o.done(),
                own ? Math.max(0, progress.total()) : o.total(),
                clock.millis()));
    return round;
  }

  @Override
  public void heard(String owner, long number) {
    store.rounds().seen(number, owner, clock.millis());
  }

  @Override
  public UpdateStatus begin(String owner, long number, UpdatePlan plan) {
    return intake.begin(owner, number, plan);
  }

  @Override
  public Chunk append(String owner, long number, String attempt, long offset, ByteBuffer bytes) {
    return intake.append(owner, number, attempt, offset, bytes);
  }

  @Override
  public UpdateStatus complete(String owner, long number, String attempt) {
    return intake.complete(owner, number, attempt);
  }

  @Override
  public void report(String owner, long number, RoundReport report) {
    reports.take(owner, require(number), report);
  }

  @Override
  public RoundInfo request(String owner, RoundRequest request) {
    return opened(opening.request(request));
  }

  @Override
  public RoundInfo start(RoundRequest request) {
    return opened(opening.start());
  }

  @Override
  public RoundInfo cancel(long number) {
    require(number);
    return views.info(canceller.cancel(number));
  }

  @Override
  public Left left(String owner, boolean removeInfluence) {
    return departures.leave(owner, removeInfluence);
  }

  @Override
  public Optional<Instant> next() {
    return opening.next();
  }

  @Override
  public RoundSettingsInfo settings() {
    return terms.settings().info(opening.next());
  }

  @Override
  public RoundSettingsInfo settings(RoundSettings settings) {
    terms.settings().change(settings);
    changed.run();
    return settings();
  }

  @Override
  public RoundSettingsInfo resetSettings() {
    terms.settings().reset();
    changed.run();
    return settings();
  }

  private RoundInfo opened(RoundRow row) {
    changed.run();
    return views.info(row);
  }

  private RoundRow require(long number) {
    return store
        .rounds()
        .find(number)
        .orElseThrow(() -> LensException.user("no-round", "there is no round " + number));
  }
}
