package io.sharelens.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sharelens.cli.evaluate.Evaluation;
import io.sharelens.cli.evaluate.EvaluationRun.Chosen;
import io.sharelens.cli.evaluate.EvaluationRun.Running;
import io.sharelens.cli.evaluate.federated.Quality;
import io.sharelens.cli.evaluate.federated.QualityMeter;
import io.sharelens.cli.evaluate.federated.RoundFigures;
import io.sharelens.cli.evaluate.federated.Rounds;
import io.sharelens.cli.evaluate.federated.Settings;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.client.AdminClient;
import io.sharelens.inference.model.PublishedModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's owners train together in rounds. They outsource before the last round, so that the
 * nodes then extract all features again and switch.
 *
 * @param start the first model on the stored pictures, which nobody trains on
 * @param rounds in order, with the published models on the same pictures
 * @param switchSeconds from the last model's publication until searches use it
 * @param intake of the pictures, under the model before the last
 * @param chosen the last model
 */
public record DemoTraining(
    Quality start,
    List<RoundFigures> rounds,
    double switchSeconds,
    @JsonIgnore Evaluation.Intake intake,
    @JsonIgnore Chosen chosen) {
  public DemoTraining {
    rounds = List.copyOf(rounds);
  }

  /**
   * Runs all rounds.
   *
   * @param first the published model
   * @param parts training pictures of each owner
   * @param meter measures on the stored pictures
   */
  public static DemoTraining run(
      Running running,
      PublishedModel first,
      Settings settings,
      List<LabelledPictures> parts,
      QualityMeter meter,
      Progress progress) {
    Quality start = meter.measure(first.weights());
    progress.stage("start: precision at 10 %.4f, loss %.3f".formatted(start.p10(), start.loss()));
    List<RoundFigures> figures = new ArrayList<>();
    try (AdminClient admin = running.deployment().admin();
        Rounds rounds =
            Rounds.of(admin, running.experiment().ownerYamls(), parts, settings, progress)) {
      PublishedModel before = first;
      for (int r = 1; r < settings.rounds(); r++) {
        figures.add(round(rounds, meter, r, progress));
        before = rounds.last();
      }
      Evaluation.Intake intake = running.experiment().outsource(before);
      figures.add(round(rounds, meter, settings.rounds(), progress));
      double seconds = running.experiment().awaitSwitch(rounds.last());
      int pictures = parts.stream().mapToInt(LabelledPictures::size).sum();
      String words =
          "trained in %d rounds by %d owners on %d other pictures"
              .formatted(settings.rounds(), parts.size(), pictures);
      return new DemoTraining(start, figures, seconds, intake, new Chosen(rounds.last(), words));
    }
  }

  private static RoundFigures round(
      Rounds rounds, QualityMeter meter, int number, Progress progress) {
    progress.stage("round " + number + ": the owners train, each on its own pictures");
    RoundFigures figures = rounds.run(meter::measure);
    progress.stage(
        "round %d published: precision at 10 %.4f, loss %.3f, %.0f s"
            .formatted(
                number,
                figures.quality().p10(),
                figures.quality().loss(),
                figures.seconds().whole()));
    return figures;
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.printf(
        "%-28s %10s %10s  %s%n",
        "training together", "P@10", "loss", "all stored pictures as queries, in plaintext");
    out.printf("%-28s %10.4f %10.4f%n", "  start", start.p10(), start.loss());
    for (RoundFigures r : rounds) {
      RoundFigures.Seconds s = r.seconds();
      out.printf(
          "%-28s %10.4f %10.4f  %.1f s: training %.1f, sharing %.3f, upload %.2f, aggregation %.2f,"
              + " calibration %.1f; an update: %,d bytes to node 1, %,d to node 2%n",
          "  round " + r.round(),
          r.quality().p10(),
          r.quality().loss(),
          s.whole(),
          s.training(),
          s.sharing(),
          s.uploading(),
          s.aggregating(),
          s.calibrating(),
          r.bytes().toNode1(),
          r.bytes().toNode2());
    }
    out.printf(
        "%-28s %.1f s after the last round%n", "  searches use the new model", switchSeconds);
  }
}
