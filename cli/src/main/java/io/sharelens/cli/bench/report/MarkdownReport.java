package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import java.util.List;
import java.util.Locale;

/** A report as Markdown. Equal documents give equal text. */
final class MarkdownReport {
  private final Document document;
  private final String folder;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Document document, String folder) {
    this.document = document;
    this.folder = folder;
  }

  /**
   * @param folder of the SVG files, relative to the Markdown's
   */
  static String write(Document document, String folder) {
    return new MarkdownReport(document, folder).text();
  }

  private String text() {
    line("# Measured");
    line("");
    line(
        "Made by `./sharelens bench --report%s` on %s, commit %s. Do not edit by hand: it is written"
            + " anew.",
        document.size().equals("full") ? "" : " --" + document.size(),
        document.date(),
        document.commit());
    line("The same figures for programs: `%s`.", folder + "/" + ReportFiles.FIGURES);
    line("");
    machine(document.machine());
    for (Document.Section s : document.sections()) {
      section(s);
    }
    return out.toString();
  }

  private void machine(BenchReport.Machine m) {
    line("| machine | |");
    line("|---|---|");
    line("| processor | %s |", m.cpu());
    line("| cores | %d |", m.cores());
    line("| kernels, vector bits | %s |", m.kernels());
    if (m.memoryBytes() > 0) {
      line("| memory | %s |", String.format(Locale.ROOT, "%.0f GiB", m.memoryBytes() / 0x1p30));
    }
    line("| Java | %s |", m.java());
    line("| system | %s |", m.os());
  }

  private void section(Document.Section s) {
    line("");
    line("## %s", s.title());
    for (String paragraph : s.text()) {
      line("");
      out.append(paragraph).append('\n');
    }
    for (Table t : s.tables()) {
      line("");
      table(t);
    }
    for (Chart c : s.charts()) {
      line("");
      line("![%s](%s/%s)", c.title(), folder, c.file());
    }
  }

  private void table(Table t) {
    out.append('|');
    t.labels().forEach(this::cell);
    t.columns().forEach(c -> cell(c.title()));
    out.append('\n').append('|');
    t.labels().forEach(l -> out.append("---|"));
    t.columns().forEach(c -> out.append("---:|"));
    out.append('\n');
    for (Table.Row r : t.rows()) {
      out.append('|');
      r.labels().forEach(this::cell);
      List<Double> values = r.values();
      for (Double v : values) {
        cell(Numbers.text(v));
      }
      out.append('\n');
    }
  }

  private void cell(String text) {
    out.append(' ').append(text.replace("|", "\\|")).append(" |");
  }

  private void line(String format, Object... values) {
    out.append(values.length == 0 ? format : format.formatted(values)).append('\n');
  }
}
