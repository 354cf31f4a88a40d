package io.sharelens.cli.bench;

import io.sharelens.cli.bench.report.Comparison;
import io.sharelens.cli.bench.report.Document;
import io.sharelens.cli.bench.report.ReportFiles;
import io.sharelens.cli.bench.report.ReportRun;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The report of everything, and comparing it with an earlier one, as options. */
final class ReportOption {
  private static final String DEFAULT = "docs/BENCHMARKS.md";

  @Option(
      names = "--report",
      arity = "0..1",
      fallbackValue = DEFAULT,
      paramLabel = "FILE",
      description = {
        "Measures everything and writes Markdown, with curves and figures in a folder beside it",
        "(default: " + DEFAULT + "). --what then chooses among comparison, model, search, link,",
        "conv, federation. Takes up to ten minutes."
      })
  private @Nullable Path file;

  @Option(names = "--quick", description = "With --report: smallest sizes, to try it out.")
  private boolean quick;

  @Option(
      names = "--compare",
      split = ",",
      paramLabel = "FILE",
      description = {
        "Prints the ratio of every figure to those of an earlier report (Markdown or JSON). With",
        "two files: the second to the first, and nothing is measured."
      })
  private @Nullable List<Path> compare;

  boolean wanted() {
    return file != null || compare != null;
  }

  /**
   * Measures, writes, compares.
   *
   * @param what sections; null: all
   * @param heap null: as a report has it
   */
  void run(
      @Nullable Collection<String> what,
      @Nullable String heap,
      boolean json,
      Progress progress,
      PrintWriter out) {
    Document earlier = compare == null ? null : Document.read(compare.getFirst());
    Document now = later(what, heap, progress);
    if (earlier == null) {
      print(json, now, out);
      return;
    }
    Comparison comparison = Comparison.of(earlier, now);
    if (json) {
      JsonOutput.print(out, comparison);
    } else {
      comparison.print(out);
    }
  }

  private Document later(
      @Nullable Collection<String> what, @Nullable String heap, Progress progress) {
    if (compare != null && compare.size() > 1) {
      if (compare.size() > 2 || file != null) {
        throw LensException.user("bad-option", "--compare takes one file, or two without --report");
      }
      return Document.read(compare.get(1));
    }
    Set<String> sections = what == null ? ReportRun.SECTIONS : Set.copyOf(what);
    if (!ReportRun.SECTIONS.containsAll(sections)) {
      throw LensException.user("bad-option", "a report has the sections " + ReportRun.SECTIONS);
    }
    if (file != null) {
      ReportFiles.check(file);
    }
    Document measured =
        new ReportRun(Distribution.here(), progress, heap == null ? "2g" : heap, quick, sections)
            .measure(Clock.systemDefaultZone());
    if (file != null) {
      ReportFiles.write(measured, file);
      progress.stage("written: " + file);
    }
    return measured;
  }

  private void print(boolean json, Document now, PrintWriter out) {
    if (json) {
      out.println(now.json());
    } else {
      out.println(file);
    }
    out.flush();
  }
}
