package io.sharelens.node.round;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.TrainingRecord;
import io.sharelens.inference.plan.Calibration;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.inference.plan.InputEncoding;
import io.sharelens.inference.plan.Measurements;
import io.sharelens.inference.plan.Measurements.Range;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.round.sum.ContributorSet;
import io.sharelens.node.round.sum.NewWeights;
import io.sharelens.node.store.RoundResults.OptimiserRow;
import io.sharelens.node.store.RoundResults.ReportRow;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a round's models, at each node for itself: the candidate with the new weights, then the
 * result with the plan that the owners' reports ask for. What was made is on the shelf.
 */
final class RoundMaker {
  private final Store store;
  private final ModelShelf shelf;
  private final UpdateFiles files;
  private final RoundTerms terms;
  private final NewWeights weights;
  private final Clock clock;

  RoundMaker(Store store, ModelShelf shelf, UpdateFiles files, RoundTerms terms, Clock clock) {
    this.store = store;
    this.shelf = shelf;
    this.files = files;
    this.terms = terms;
    this.weights =
        new NewWeights(store, files, terms.aggregator().optimiser(), terms.rules().scale());
    this.clock = clock;
  }

  /**
   * The candidate of a round whose sum is opened.
   *
   * @return SHA-256 of the model
   * @throws LensException USER if no plan holds
   */
  String candidate(RoundRow round, ContributorSet set) {
    String made = stage(writeCandidate(round, set));
    store.rounds().candidate(round.number(), made);
    return made;
  }

  private Path writeCandidate(RoundRow round, ContributorSet set) {
    PublishedModel parent = PublishedModel.read(shelf.file(round.parent()));
    // Nobody else has this copy of the parent: its arrays become the new weights.
    Map<String, FloatTensor> values = parent.weights();
    weights.apply(set, values);
    Measurements drawn =
        Measurements.of(
            parent.graph(), values, Calibration.drawnInputs(parent.graph().preprocessing()));
    return write(parent, values, drawn, round, record(round, set, "candidate of round "));
  }

  /**
   * The result of a round with committed reports: the candidate's weights with the final plan.
   *
   * @return SHA-256 of the model
   * @throws LensException USER if no plan holds
   */
  String result(RoundRow round, ContributorSet set, ReportSet reports) {
    String made = stage(writeResult(round, set, reports));
    if (terms.aggregator().optimiser().width() > 0) {
      store
          .roundResults()
          .optimiser(
              new OptimiserRow(
                  made,
                  weights.step(round.parent()),
                  NewWeights.stateName(round.number()),
                  clock.millis()));
    }
    store.rounds().model(round.number(), made);
    return made;
  }

  private Path writeResult(RoundRow round, ContributorSet set, ReportSet reports) {
    PublishedModel candidate = PublishedModel.read(shelf.file(reports.candidate()));
    Measurements all =
        Measurements.of(
            candidate.graph(),
            candidate.weights(),
            Calibration.drawnInputs(candidate.graph().preprocessing()));
    for (ReportRow r : chosen(reports)) {
      all = all.merge(known(Reports.measurements(r), all));
    }
    return write(candidate, candidate.weights(), all, round, record(round, set, "round "));
  }

  /** The reports of a set, in its order. */
  List<ReportRow> chosen(ReportSet set) {
    Map<String, ReportRow> rows = new HashMap<>();
    store.roundResults().reports(set.round()).forEach(r -> rows.put(r.owner(), r));
    return set.reporters().stream()
        .map(
            r -> {
              ReportRow row = rows.get(r.owner());
              if (row == null || !row.digest().equals(r.digest())) {
                throw LensException.protocol(
                    "reports-differ", "the report of " + r.pseudonym() + " is another one here");
              }
              return row;
            })
        .toList();
  }

  /** Layers that the graph does not have are nobody's business. */
  private static Measurements known(Measurements report, Measurements graph) {
    Map<String, Range> ranges = new HashMap<>(report.ranges());
    ranges.keySet().retainAll(graph.ranges().keySet());
    return new Measurements(ranges, report.featureNorm());
  }

  /** The file is checked and copied when nobody holds the weights any more: they may be large. */
  private String stage(Path file) {
    try {
      return shelf.stage(file);
    } finally {
      delete(file);
    }
  }

  private Path write(
      PublishedModel base,
      Map<String, FloatTensor> values,
      Measurements measured,
      RoundRow round,
      TrainingRecord record) {
    // Stored tensors stay valid: the words of the input keep their meaning.
    FixedPointPlan plan =
        Calibration.plan(
            base.graph(),
            values,
            measured,
            Calibration.DEFAULT_MARGIN,
            InputEncoding.of(base.plan()));
    PublishedModel model =
        PublishedModel.of(base.graph(), values, base.categories(), plan, round.parent(), record);
    Path file = files.path("models/" + round.number() + ".safetensors");
    model.write(file);
    return file;
  }

  private TrainingRecord record(RoundRow round, ContributorSet set, String what) {
    return new TrainingRecord(
        "federated",
        RoundViews.rules(round).epochs(),
        set.pictures(),
        what + round.number() + ", " + set.contributors().size() + " owners");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw LensException.resources("update-io", "cannot delete " + file, e);
    }
  }
}
