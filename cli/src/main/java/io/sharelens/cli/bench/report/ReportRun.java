package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.ConvBench;
import io.sharelens.cli.bench.FederationBench;
import io.sharelens.cli.bench.Machines;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.local.TemporaryFolder;
import io.sharelens.cli.output.Progress;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Measures everything that a report tells, or some sections of it. */
public final class ReportRun {
  /** Sections by the names that the command takes. */
  public static final Set<String> SECTIONS =
      Set.of("comparison", "model", "search", "link", "conv", "federation");

  private final Distribution here;
  private final Progress progress;
  private final String heap;
  private final boolean quick;
  private final Set<String> sections;

  /**
   * @param heap of every party, for example {@code 2g}
   * @param quick the smallest sizes, which prove nothing about speed
   * @param sections of {@link #SECTIONS}
   */
  public ReportRun(
      Distribution here, Progress progress, String heap, boolean quick, Set<String> sections) {
    this.here = here;
    this.progress = progress;
    this.heap = heap;
    this.quick = quick;
    this.sections = Set.copyOf(sections);
  }

  /** Takes minutes in full size. */
  public Document measure(Clock clock) {
    ReportSize size = quick ? ReportSize.quick() : ReportSize.full();
    List<Document.Section> parts = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder("sharelens-report");
        ReportBench bench = new ReportBench(here, folder.path(), heap, progress, size)) {
      measure(bench, size, parts);
    }
    progress.stage("measured");
    return new Document(
        Document.FORMAT,
        LocalDate.now(clock).toString(),
        Commit.of(here.home()),
        size.name(),
        Machines.here(),
        parts);
  }

  private void measure(ReportBench bench, ReportSize size, List<Document.Section> parts) {
    List<BenchReport.Conv> conv = List.of();
    if (sections.contains("conv")) {
      progress.stage("convolution kernels of this process");
      conv = ConvBench.run(size.kernelSeconds(), size.largestKernel());
    }
    ComparisonSection comparison = null;
    if (sections.contains("comparison")) {
      comparison = ComparisonSection.measure(bench);
      parts.add(comparison.section());
    }
    List<Table> memory = new ArrayList<>();
    List<ModelFigures.Row> models = List.of();
    if (sections.contains("model")) {
      ModelFigures figures = ModelFigures.measure(bench);
      models = figures.rows();
      ModelSection section = new ModelSection(bench, figures);
      parts.add(section.section());
      parts.add(section.growth());
      memory.add(section.memory());
    }
    if (sections.contains("search")) {
      SearchSection search = SearchSection.measure(bench);
      parts.add(search.section());
      memory.add(search.memory());
    }
    if (!memory.isEmpty()) {
      parts.add(memory(memory));
    }
    if (sections.contains("federation")) {
      parts.add(
          FederationSection.of(
              new FederationBench(here, bench.catalogue().dealt(), progress)
                  .measure(size.mainInput(), quick ? 10 : 1000, quick ? 3 : 10)));
    }
    List<LinkSection.Row> links = List.of();
    if (sections.contains("link")) {
      LinkSection link = LinkSection.measure(bench);
      links = link.rows();
      parts.add(link.section());
    }
    if (comparison != null && !conv.isEmpty() && !(models.isEmpty() && links.isEmpty())) {
      parts.add(
          new LimitSection(comparison.linkSpeed(), conv).section(models, links, size.mainInput()));
    }
    if (!conv.isEmpty()) {
      parts.add(KernelSection.of(conv));
    }
  }

  private Document.Section memory(List<Table> tables) {
    return new Document.Section(
        "memory",
        "Memory",
        List.of(
            """
            Every party runs with `-Xmx%s`. Heap is the largest sum of the JVM's pools, garbage
            included; resident memory is the system's count (`VmHWM`), code and buffers included, and
            hardly falls again in a process that has done a larger work before. The dealer's peaks are
            those of all works of a group, which may have several input sizes."""
                .formatted(heap)),
        tables,
        List.of());
  }
}
