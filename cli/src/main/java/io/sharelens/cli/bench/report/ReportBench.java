package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchRun;
import io.sharelens.cli.bench.BenchScheme;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.Progress;
import io.sharelens.link.LinkProfile;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs works for a report's sections. */
final class ReportBench implements AutoCloseable {
  private final Distribution here;
  private final Path folder;
  private final String heap;
  private final Progress progress;
  private final ReportSize size;
  private final Catalogue catalogue;

  /** By the number of computing parties. */
  private final Map<Integer, BenchRun> shared = new TreeMap<>();

  /**
   * @param folder for schemes and models, deleted by the caller
   * @param heap of every party, for example {@code 2g}
   */
  ReportBench(Distribution here, Path folder, String heap, Progress progress, ReportSize size) {
    this.here = here;
    this.folder = folder;
    this.heap = heap;
    this.progress = progress;
    this.size = size;
    this.catalogue = Catalogue.of(here);
  }

  ReportSize size() {
    return size;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Distribution here() {
    return here;
  }

  /** The first scheme with other plugins. */
  BenchScheme scheme(String comparison, @Nullable String backbone) {
    return BenchScheme.write(here, catalogue.dealt(), comparison, backbone, null, folder);
  }

  BenchScheme scheme(SchemeFile as) {
    return BenchScheme.write(here, as, null, null, null, folder);
  }

  /** A model of the scheme's backbone, made once for each input size. */
  Path model(BenchScheme scheme, int input) {
    return scheme.model(here, input, folder);
  }

  BenchRun.Outcome run(String what, BenchScheme scheme, List<Work> works) {
    progress.stage(what);
    int computing = scheme.file().parties();
    if (!size.fresh()) {
      return shared
          .computeIfAbsent(computing, n -> new BenchRun(here, n, heap, heap, true, progress))
          .run(scheme.yaml(), works);
    }
    boolean slow = works.stream().anyMatch(w -> !w.link().equals(LinkProfile.NONE));
    try (BenchRun run = new BenchRun(here, computing, heap, heap, slow, progress)) {
      return run.run(scheme.yaml(), works);
    }
  }

  @Override
  public void close() {
    shared.values().forEach(BenchRun::close);
  }
}
