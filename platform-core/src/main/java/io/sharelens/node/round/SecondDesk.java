package io.sharelens.node.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.intake.UpdateIntake;
import io.sharelens.node.service.RoundService;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What owners do in rounds at node 2: it takes corrections and reports, node 1 leads. */
final class SecondDesk implements RoundService {
  private final Store store;
  private final UpdateIntake intake;
  private final Reports reports;
  private final Departures departures;
  private final RoundViews views;

  SecondDesk(Store store, UpdateIntake intake, Reports reports, Departures departures) {
    this.store = store;
    this.intake = intake;
    this.reports = reports;
    this.departures = departures;
    this.views = new RoundViews(store);
  }

  /** What an owner is told that comes too late. */
  static LensException closed(Store store, long number) {
    String state =
        store.rounds().find(number).map(r -> "is " + r.state()).orElse("is not known here");
    return LensException.user(
        "round-closed",
        "round " + number + " " + state + "; node 1 says when the next one can be joined");
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
    throw first();
  }

  @Override
  public RoundInfo progress(String owner, long number, RoundProgress progress) {
    throw first();
  }

  @Override
  public void heard(String owner, long number) {
    // Node 1 keeps count of who is alive.
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
    RoundRow round =
        store
            .rounds()
            .find(number)
            .orElseThrow(
                () ->
                    LensException.resources(
                        "round-unknown", "node 2 has not heard of round " + number + " yet", null));
    reports.take(owner, round, report);
  }

  @Override
  public RoundInfo request(String owner, RoundRequest request) {
    throw first();
  }

  @Override
  public RoundInfo start(RoundRequest request) {
    throw first();
  }

  @Override
  public RoundInfo cancel(long number) {
    throw first();
  }

  @Override
  public Left left(String owner, boolean removeInfluence) {
    return departures.leave(owner, removeInfluence);
  }

  @Override
  public Optional<Instant> next() {
    return Optional.empty();
  }

  @Override
  public RoundSettingsInfo settings() {
    throw first();
  }

  @Override
  public RoundSettingsInfo settings(RoundSettings settings) {
    throw first();
  }

  @Override
  public RoundSettingsInfo resetSettings() {
    throw first();
  }

  private static LensException first() {
    return LensException.user("not-coordinator", "rounds are led by node 1; this is node 2");
  }
}
