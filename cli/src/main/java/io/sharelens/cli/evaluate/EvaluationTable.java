package io.sharelens.cli.evaluate;

import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** An evaluation for people. */
public final class EvaluationTable {
  private EvaluationTable() {}

  public static void print(PrintWriter out, Evaluation e) {
    out.printf(
        "scheme %s, %d pictures at %dx%d, %d queries, %s%n",
        e.scheme(), e.images(), e.size(), e.size(), e.queries(), e.model());
    out.printf("%-28s %10s %10s", "", "secure", "plaintext");
    out.println(e.untrainedPlaintext() == null ? "" : "  untrained plaintext");
    for (int k : e.secure().precision().keySet()) {
      out.printf("%-28s %10.4f %10.4f", "precision at " + k, e.secure().at(k), e.plaintext().at(k));
      out.println(untrained(e, e.untrainedPlaintext() == null ? 0 : e.untrainedPlaintext().at(k)));
    }
    out.printf(
        "%-28s %10.4f %10.4f",
        "mean average precision@" + e.mapDepth(), e.secure().map(), e.plaintext().map());
    out.println(untrained(e, e.untrainedPlaintext() == null ? 0 : e.untrainedPlaintext().map()));
    out.printf("%-28s %10.4f%n", "chance", e.chance());
    out.printf("%-28s %10.4f%n", "agreement of the top 10", e.agreement10());
    out.printf(
        "%-28s float %s, integer %s, agreement of the top 10 %.4f%n",
        "all %d pictures as queries".formatted(e.reference().queries()),
        figures(e.reference().plaintext().named()),
        figures(e.reference().fixedPoint().named()),
        e.reference().agreement10());
    out.printf(
        "%-28s max %.5f, mean %.6f (mean value %.4f)%n",
        "error of secure features",
        e.featureError().max(),
        e.featureError().mean(),
        e.featureError().meanValue());
    out.printf(
        "%-28s %.1f s until uploaded, %.1f s until searchable%n",
        "intake of all pictures", e.intake().uploaded(), e.intake().searchable());
    out.printf(
        "%-28s %.3f s, %s online, %s offline; %.0f rounds a batch of %.1f%n",
        "extraction, per picture",
        e.extract().secondsPerImage(),
        bytes(e.extract().onlineBytesPerImage()),
        bytes(e.extract().offlineBytesPerImage()),
        e.extract().rounds(),
        e.extract().batch());
    out.printf(
        "%-28s %.3f s (median %.3f, fastest %.3f), %s online, %s offline; %.0f rounds%n",
        "search, per query",
        e.query().seconds(),
        e.query().median(),
        e.query().fastest(),
        bytes(e.query().onlineBytes()),
        bytes(e.query().offlineBytes()),
        e.query().rounds());
    out.printf("%-28s %s%n", "  of which", e.query().parts());
    out.printf("%-28s %s%n", "  the session's parts", seconds(e.query().phases()));
    out.printf("%-28s %s%n", "node processes", e.processes());
    out.flush();
  }

  private static String seconds(Map<String, Double> phases) {
    return phases.entrySet().stream()
        .map(p -> "%s %.3f".formatted(p.getKey(), p.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String figures(Map<String, Double> named) {
    return named.entrySet().stream()
        .map(f -> "%s %.4f".formatted(f.getKey(), f.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String untrained(Evaluation e, double value) {
    return e.untrainedPlaintext() == null ? "" : "  %10.4f".formatted(value);
  }

  private static String bytes(double n) {
    return n < 1e6 ? "%.1f kB".formatted(n / 1e3) : "%.1f MB".formatted(n / 1e6);
  }
}
