package io.sharelens.node.round;

import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundState;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.inference.plan.Measurements.Range;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.round.intake.RoundGate;
import io.sharelens.node.store.RoundResults.ReportRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes in what contributors measured with a round's candidate. Thread-safe. */
final class Reports {
  private static final int MOST_NODES = 10_000;
  private static final int LARGEST = 127;
  private static final int ZERO = -1000;

  private final Store store;
  private final RoundGate gate;
  private final Runnable changed;
  private final Clock clock;

  Reports(Store store, RoundGate gate, Runnable changed, Clock clock) {
    this.store = store;
    this.gate = gate;
    this.changed = changed;
    this.clock = clock;
  }

  /** What both nodes get of a report, in one spelling. */
  private record Common(
      String candidate,
      Map<String, Integer> largest,
      Map<String, Integer> meanSquare,
      int featureNorm,
      int weight,
      int queries) {
    static Common of(RoundReport r) {
      return new Common(
          r.candidate(),
          new TreeMap<>(r.largest()),
          new TreeMap<>(r.meanSquare()),
          r.featureNorm(),
          r.weight(),
          r.queries());
    }
  }

  /**
   * Keeps a report; the last one of an owner counts.
   *
   * @throws LensException USER {@code round-closed}, {@code not-contributor}, {@code
   *     wrong-candidate} or {@code bad-report}; RESOURCES {@code round-unknown} if this node is not
   *     so far yet
   */
  void take(String owner, RoundRow round, RoundReport report) {
    check(report);
    gate.locked(
        () -> {
          RoundRow now = store.rounds().find(round.number()).orElse(round);
          if (now.state().over()
              || store.roundResults().set(now.number(), ReportSet.KIND).isPresent()) {
            throw LensException.user(
                "round-closed", "round " + now.number() + " takes no reports any more");
          }
          if (now.state() != RoundState.CALIBRATING || now.candidate() == null) {
            throw LensException.resources(
                "round-unknown",
                "this node has no candidate of round " + now.number() + " yet",
                null);
          }
          if (!now.candidate().equals(report.candidate())) {
            throw LensException.user(
                "wrong-candidate", "the candidate is " + now.candidate() + ", measure that one");
          }
          UpdateRow counted =
              store.updates().of(now.number()).stream()
                  .filter(u -> u.owner().equals(owner) && u.state().equals(UpdateRow.COUNTED))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          LensException.user(
                              "not-contributor",
                              "round " + now.number() + " has no update of this owner"));
          if (report.weight() < 1
              || report.weight() > Math.max(1, RoundViews.rules(now).maxPictures())) {
            throw bad("weight " + report.weight() + " of " + counted.pictures());
          }
          if (report.queries() < 0
              || report.queries() > Math.max(1, RoundViews.rules(now).maxPictures())) {
            throw bad(report.queries() + " queries");
          }
          Common common = Common.of(report);
          store
              .roundResults()
              .report(
                  now.number(),
                  new ReportRow(
                      owner,
                      CanonicalJson.digest(common),
                      CanonicalJson.text(common),
                      report.lossShare(),
                      report.precisionBeforeShare(),
                      report.precisionAfterShare()),
                  clock.millis());
        });
    changed.run();
  }

  /** The loss's weight of a report. */
  static int weight(ReportRow row) {
    return read(row).weight();
  }

  /** Pictures that the precisions of a report were measured with. */
  static int queries(ReportRow row) {
    return read(row).queries();
  }

  /** What an owner measured, as upper bounds. */
  static Measurements measurements(ReportRow row) {
    Common c = read(row);
    Map<String, Range> ranges = new HashMap<>();
    c.largest()
        .forEach(
            (id, e) ->
                ranges.put(id, new Range(power(e), power(c.meanSquare().getOrDefault(id, ZERO)))));
    return new Measurements(ranges, power(c.featureNorm()));
  }

  private static Common read(ReportRow row) {
    return CanonicalJson.read(row.content().getBytes(StandardCharsets.UTF_8), Common.class);
  }

  private static double power(int exponent) {
    return exponent <= ZERO ? 0 : Math.scalb(1.0, exponent);
  }

  private static void check(RoundReport r) {
    if (r.largest().size() > MOST_NODES
        || !new TreeSet<>(r.largest().keySet()).equals(new TreeSet<>(r.meanSquare().keySet()))) {
      throw bad("different layers");
    }
    r.largest().values().forEach(Reports::checkExponent);
    r.meanSquare().values().forEach(Reports::checkExponent);
    checkExponent(r.featureNorm());
  }

  private static void checkExponent(int e) {
    if (e != ZERO && (e < -LARGEST || e > LARGEST)) {
      throw bad("an exponent of " + e);
    }
  }

  private static LensException bad(String what) {
    return LensException.user("bad-report", "no honest report has " + what);
  }
}
