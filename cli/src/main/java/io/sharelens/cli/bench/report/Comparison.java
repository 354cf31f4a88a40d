package io.sharelens.cli.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of two reports side by side.
 *
 * @param figures that both have, in the newer one's order
 * @param onlyEarlier figures that only the earlier one has
 * @param onlyLater figures that only the later one has
 */
public record Comparison(
    String earlierCommit,
    String laterCommit,
    boolean sameMachine,
    List<Figure> figures,
    int onlyEarlier,
    int onlyLater) {

  /**
   * @param ratio later to earlier; null where the earlier one is 0
   * @param verdict {@code better}, {@code worse}, {@code same} (within noise, or equal for counts),
   *     or empty for figures that are neither
   */
  public record Figure(
      String name,
      Table.Kind kind,
      double earlier,
      double later,
      @Nullable Double ratio,
      String verdict) {}

  /** Times, rates and memory within this part of each other count as the same. */
  private static final double NOISE = 0.10;

  private record Cell(Table.Kind kind, double value) {}

  public static Comparison of(Document earlier, Document later) {
    Map<String, Cell> before = cells(earlier);
    Map<String, Cell> after = cells(later);
    List<Figure> figures = new ArrayList<>();
    after.forEach(
        (name, cell) -> {
          Cell old = before.get(name);
          if (old != null) {
            figures.add(figure(name, cell.kind(), old.value(), cell.value()));
          }
        });
    return new Comparison(
        earlier.commit(),
        later.commit(),
        earlier.machine().equals(later.machine()),
        figures,
        before.size() - figures.size(),
        after.size() - figures.size());
  }

  private static Figure figure(String name, Table.Kind kind, double before, double after) {
    Double ratio = before == 0 ? null : after / before;
    return new Figure(name, kind, before, after, ratio, verdict(kind, before, after));
  }

  private static String verdict(Table.Kind kind, double before, double after) {
    double noise = kind == Table.Kind.COUNT ? 0 : NOISE;
    if (kind == Table.Kind.PLAIN) {
      return "";
    }
    if (Math.abs(after - before) <= noise * Math.abs(before)) {
      return "same";
    }
    boolean more = after > before;
    return more == (kind == Table.Kind.RATE) ? "better" : "worse";
  }

  /** Section, table, row and column name a figure. */
  private static Map<String, Cell> cells(Document d) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Document.Section s : d.sections()) {
      for (Table t : s.tables()) {
        for (Table.Row r : t.rows()) {
          for (int i = 0; i < t.columns().size(); i++) {
            Double v = r.values().get(i);
            if (v != null) {
              cells.put(
                  "%s/%s: %s: %s"
                      .formatted(
                          s.id(), t.id(), String.join(", ", r.labels()), t.columns().get(i).id()),
                  new Cell(t.columns().get(i).kind(), v));
            }
          }
        }
      }
    }
    return cells;
  }

  /** A line for each figure. */
  public void print(PrintWriter out) {
    out.printf("%s against %s, ratio new to old%n", laterCommit, earlierCommit);
    if (!sameMachine) {
      out.println("The machines or their Java differ: times do not compare.");
    }
    for (Figure f : figures) {
      out.printf(
          "%-90s %12s -> %12s  %s%s%n",
          f.name(),
          Numbers.text(f.earlier()),
          Numbers.text(f.later()),
          f.ratio() == null ? "–" : "%.2f".formatted(f.ratio()),
          f.verdict().isEmpty() || f.verdict().equals("same") ? "" : "  " + f.verdict());
    }
    out.printf(
        "%d figures compared; %d only in the old report, %d only in the new one%n",
        figures.size(), onlyEarlier, onlyLater);
    out.flush();
  }
}
