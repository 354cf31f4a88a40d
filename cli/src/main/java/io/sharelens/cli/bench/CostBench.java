package io.sharelens.cli.bench;

import io.sharelens.cli.bench.BenchReport.ComparisonCost;
import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.Progress;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.Provided;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.Cost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Declared and metered costs of all comparison plugins that are found, side by side: what the
 * factories say against what three processes count over mutual TLS.
 */
final class CostBench {
  /** Elements of a batch: one block of every plugin, and no word is left half empty. */
  private static final int ELEMENTS = 1 << 14;

  private static final int BITS = BenchParty.TRUNCATED;
  private static final List<Integer> FAMILIES = List.of(2, 3);

  private final Distribution here;
  private final Path folder;
  private final String heap;
  private final Progress progress;

  /**
   * @param folder for schemes, deleted by the caller
   * @param heap of each party, for example {@code 3g}
   */
  CostBench(Distribution here, Path folder, String heap, Progress progress) {
    this.here = here;
    this.folder = folder;
    this.heap = heap;
    this.progress = progress;
  }

  /** What a plugin declares, without the plugin, which is gone when its loader is closed. */
  private record Declared(String plugin, int parties, List<Operation> operations) {}

  private record Operation(String work, String title, Cost cost) {}

  /**
   * @param base whose other plugins are taken
   * @param only the one to measure; null: all
   */
  List<ComparisonCost> measure(SchemeFile base, @Nullable String only) {
    List<Declared> all =
        Distribution.withPlugins(
            here.plugins(),
            host ->
                host.extensions(ComparisonFactory.class).stream()
                    .map(Provided::extension)
                    .filter(f -> only == null || only.equals(f.name()))
                    .map(CostBench::declared)
                    .sorted(Comparator.comparing(Declared::plugin))
                    .toList());
    if (all.isEmpty()) {
      throw LensException.user("missing-plugin", "there is no comparison '" + only + "'");
    }
    List<ComparisonCost> rows = new ArrayList<>();
    for (int parties : FAMILIES) {
      List<Declared> family = all.stream().filter(d -> d.parties() == parties).toList();
      if (!family.isEmpty()) {
        try (BenchRun run = new BenchRun(here, parties, heap, heap, false, progress)) {
          family.forEach(d -> rows.addAll(measure(run, base, d)));
        }
      }
    }
    return rows;
  }

  private List<ComparisonCost> measure(BenchRun run, SchemeFile base, Declared d) {
    BenchScheme scheme = BenchScheme.write(here, base, d.plugin(), null, null, folder);
    List<BenchSpec.Work> works =
        d.operations().stream()
            .map(o -> BenchSpec.Work.elements(o.work(), ELEMENTS).with(BenchSpec.Effort.ONCE))
            .toList();
    List<Measured> measured = run.run(scheme.yaml(), works).works();
    List<ComparisonCost> rows = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      Operation o = d.operations().get(i);
      Measured m = measured.get(i);
      rows.add(
          new ComparisonCost(
              d.plugin(),
              d.parties(),
              o.title(),
              o.cost().rounds(),
              m.rounds(),
              o.cost().onlineBits(),
              8.0 * m.onlineBytes() / ELEMENTS,
              o.cost().offlineBits(),
              8.0 * m.offlineBytes() / ELEMENTS));
    }
    return rows;
  }

  private static Declared declared(ComparisonFactory f) {
    Cost enter = f.poolingEnterCost(BITS);
    Cost max = f.poolingMaxCost(BITS);
    Cost relu = f.poolingReluCost(BITS);
    Cost pool =
        new Cost(
            2 * enter.rounds() + max.rounds() + relu.rounds(),
            2 * enter.onlineBits() + max.onlineBits() + relu.onlineBits(),
            2 * enter.offlineBits() + max.offlineBits() + relu.offlineBits());
    return new Declared(
        f.name(),
        f.traits().parties(),
        List.of(
            new Operation("comparison", "sign bit", f.negativeCost()),
            new Operation("relu", "ReLU, " + BITS + " bits truncated", f.reluCost(BITS)),
            new Operation("max", "maximum", f.maxCost()),
            new Operation("pool", "maximum and ReLU, " + BITS + " bits", pool)));
  }
}
