package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.evaluate.federated.FederatedReport.Data;
import io.sharelens.cli.evaluate.federated.FederatedReport.Federation;
import io.sharelens.cli.evaluate.federated.FederatedReport.Trained;
import java.io.PrintWriter;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The experiment's report for people. */
public final class FederatedTable {
  private FederatedTable() {}

  public static void print(PrintWriter out, FederatedReport r) {
    Data d = r.data();
    out.printf(
        "scheme %s, %s, %s, %dx%d, %,d weights%n",
        r.setup().scheme(),
        r.setup().backbone(),
        r.setup().model(),
        r.setup().size(),
        r.setup().size(),
        r.setup().parameters());
    out.printf(
        "%d pictures to train on, %d held out, %d queries among them; chance %.4f, at most %.4f at 10"
            + " and %.4f at 50%n",
        d.training(), d.heldOut(), d.queries(), d.chance(), d.ceiling10(), d.ceiling50());
    out.printf(
        "split %s, %d rounds of %d local epochs, batch %d, rate %s, momentum %s, proximal %s%n",
        r.setup().split(),
        r.setup().rounds(),
        r.setup().localEpochs(),
        r.setup().batch(),
        r.setup().rate(),
        r.setup().momentum(),
        r.setup().proximal());
    out.printf("%n%-32s %8s %8s %8s %9s%n", "held out", "P@10", "P@50", "loss", "accuracy");
    quality(out, "start, untrained head", r.start());
    if (r.central() != null) {
      trained(out, "central", r.central());
    }
    for (Federation f : r.federations()) {
      federation(out, f);
    }
    paper(out, r);
    out.printf("%nverdict: %s%n", r.verdict());
    out.flush();
  }

  private static void federation(PrintWriter out, Federation f) {
    out.printf("%n%d owners, pictures %s%n", f.owners(), pictures(f));
    for (RoundFigures round : f.rounds()) {
      quality(out, "  round " + round.round(), round.quality());
    }
    for (int o = 0; o < f.alone().size(); o++) {
      trained(out, "  owner %d alone".formatted(o + 1), f.alone().get(o));
    }
    if (f.aloneMean() != null) {
      quality(out, "  mean of owners alone", f.aloneMean());
    }
    out.printf(
        "%n%-12s %9s %9s %9s %9s %9s %9s %9s %9s  %s%n",
        "  seconds",
        "training",
        "sharing",
        "upload",
        "aggreg.",
        "calibr.",
        "whole",
        "loss",
        "loss after",
        "bytes to node 1, 2, between");
    for (RoundFigures round : f.rounds()) {
      RoundFigures.Seconds s = round.seconds();
      out.printf(
          "%-12s %9.2f %9.3f %9.2f %9.3f %9.2f %9.1f %9s %9s  %,d, %,d, %,d%n",
          "  round " + round.round(),
          s.training(),
          s.sharing(),
          s.uploading(),
          s.aggregating(),
          s.calibrating(),
          s.whole(),
          number(round.lossBefore()),
          number(round.lossAfter()),
          round.bytes().toNode1(),
          round.bytes().toNode2(),
          round.bytes().betweenNodes());
    }
    out.printf("  %s%n", f.verdict().words());
  }

  private static String pictures(Federation f) {
    return f.parts().stream().map(FederatedReport.Part::pictures).toList().toString();
  }

  private static String number(@Nullable Double v) {
    return v == null ? "-" : "%.4f".formatted(v);
  }

  private static void trained(PrintWriter out, String name, Trained t) {
    quality(out, "%s, %d epochs, %.0f s".formatted(name, t.epochs(), t.seconds()), t.quality());
  }

  private static void quality(PrintWriter out, String name, Quality q) {
    out.printf("%-32s %8.4f %8.4f %8.4f %9.4f%n", name, q.p10(), q.p50(), q.loss(), q.accuracy());
  }

  /** The paper's seconds beside ours; other machines, another net. */
  private static void paper(PrintWriter out, FederatedReport r) {
    out.printf("%nthe paper's, not measured here: %s%n", r.paper().source());
    out.printf("  %-8s %22s %22s %22s%n", "owners", "training, s", "sharing, s", "aggregating, s");
    for (Paper.Times t : r.paper().times()) {
      Federation ours =
          r.federations().stream().filter(f -> f.owners() == t.owners()).findFirst().orElse(null);
      out.printf(
          "  %-8d %22s %22s %22s%n",
          t.owners(),
          beside(t.training(), ours, RoundFigures.Seconds::training),
          beside(t.sharing(), ours, RoundFigures.Seconds::sharing),
          beside(t.aggregating(), ours, RoundFigures.Seconds::aggregating));
    }
    out.printf(
        "  an update: paper %,d bytes to each of two servers, here %,d to one and a seed to the"
            + " other%n",
        r.paper().modelBytes(), 4 * (r.setup().parameters() + 1));
  }

  private static String beside(
      double paper, @Nullable Federation ours, ToDoubleFunction<RoundFigures.Seconds> part) {
    if (ours == null || ours.rounds().isEmpty()) {
      return "%.3f (paper)".formatted(paper);
    }
    double mean =
        ours.rounds().stream()
            .map(RoundFigures::seconds)
            .mapToDouble(part)
            .average()
            .orElse(Double.NaN);
    return "%.3f (paper) %.3f".formatted(paper, mean);
  }
}
