package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchRun;
import io.sharelens.cli.bench.BenchScheme;
import io.sharelens.cli.bench.BenchSpec.Effort;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.bench.report.Table.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every comparison plugin: speed, bytes and rounds, beside the papers' formulas. */
final class ComparisonSection {
  private final ReportSize size;

  /** Plugin, then operation. */
  private final Map<String, Map<String, Figures>> found = new LinkedHashMap<>();

  private Measured linkSpeed;

  /**
   * @param block a small batch, which shows the rounds
   * @param whole the large batch
   */
  private record Figures(Measured block, Measured whole) {}

  private ComparisonSection(ReportBench bench) {
    this.size = bench.size();
    Measured speed = null;
    for (String plugin : bench.catalogue().comparisonNames()) {
      speed = measure(bench, plugin);
    }
    if (speed == null) {
      throw new IllegalStateException("a catalogue without comparisons");
    }
    linkSpeed = speed;
  }

  static ComparisonSection measure(ReportBench bench) {
    return new ComparisonSection(bench);
  }

  private Measured measure(ReportBench bench, String plugin) {
    BenchScheme scheme = bench.scheme(plugin, null);
    List<Work> works = new ArrayList<>();
    for (Operations o : Operations.all()) {
      works.add(Work.elements(o.work(), size.block()).with(Effort.ONCE));
      works.add(Work.elements(o.work(), size.elements()).with(size.effort()));
    }
    works.add(Work.linkSpeed());
    BenchRun.Outcome outcome = bench.run("comparisons with " + plugin, scheme, works);
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (int i = 0; i < Operations.all().size(); i++) {
      figures.put(
          Operations.all().get(i).title(),
          new Figures(outcome.works().get(2 * i), outcome.works().get(2 * i + 1)));
    }
    found.put(plugin, figures);
    return outcome.works().getLast();
  }

  /** What the links between the parties do when nothing is computed. */
  Measured linkSpeed() {
    return linkSpeed;
  }

  Document.Section section() {
    List<String> text = new ArrayList<>();
    text.add(
        """
        Batches of %s inputs. **Online**: all dealer material is at the servers before the clock starts.
        **In all**: no stock; the dealer makes it while it is used, on the same cores. Bytes are
        payload over all computing parties; dealer bytes are what two servers exchange with the dealer,
        or what three send in a protocol's own offline phase, which then runs within the same work.
        **System** is what the operating system's counter of the loopback interface (`/proc/net/dev`)
        moved by, with the headers of TLS, TCP and IP and whatever other programs sent meanwhile.
        A window has four inputs. One plugin alone: `./sharelens bench --what relu --plugin NAME`."""
            .formatted(Numbers.text((double) size.elements())));
    return new Document.Section(
        "comparison",
        "Comparison, ReLU, max pool",
        text,
        List.of(measured(), besidePapers()),
        List.of());
  }

  private Table measured() {
    Table.Builder t =
        Table.of("measured", "operation", "plugin")
            .column("online-rate", "a second, online", Kind.RATE)
            .column("total-rate", "a second, in all", Kind.RATE)
            .column("online-bytes", "bytes online", Kind.COUNT)
            .column("dealer-bytes", "bytes of the dealer", Kind.COUNT)
            .column("bytes", "bytes in all", Kind.COUNT)
            .column("system-online-bytes", "system, online", Kind.PLAIN)
            .column("system-bytes", "system, in all", Kind.PLAIN)
            .column("rounds", "rounds of a block", Kind.COUNT)
            .column("batch-rounds", "rounds of the batch", Kind.COUNT);
    for (Operations o : Operations.all()) {
      found.forEach(
          (plugin, figures) -> {
            Figures f = at(figures, o);
            Measured m = f.whole();
            double n = (double) size.elements() / o.inputs();
            t.row(
                List.of(o.title(), plugin),
                n / m.online(),
                n / m.total(),
                m.onlineBytes() / n,
                m.offlineBytes() / n,
                (m.onlineBytes() + m.offlineBytes()) / n,
                counted(m.loopbackOnline()) / n,
                counted(m.loopbackTotal()) / n,
                (double) f.block().rounds(),
                (double) m.rounds());
          });
    }
    return t.build();
  }

  private Table besidePapers() {
    Table.Builder t =
        Table.of("papers", "operation", "protocol", "figures are")
            .column("rounds", "rounds", Kind.PLAIN)
            .column("online-bits", "bits online, all parties", Kind.PLAIN)
            .column("bytes", "bytes in all", Kind.PLAIN)
            .column("rounds-ratio", "rounds to FLSIR's", Kind.PLAIN)
            .column("bits-ratio", "bits to FLSIR's", Kind.PLAIN);
    for (Operations o : Operations.all()) {
      if (o.title().equals(Operations.POOL_RELU)) {
        continue;
      }
      Published.Protocol flsir = Published.flsir(o.title());
      for (Published.Protocol p : Published.protocols()) {
        if (p.operation().equals(o.title())) {
          t.row(
              List.of(o.title(), p.name(), "published"),
              p.rounds(),
              p.onlineBits(),
              p.bytesInAll(),
              p.rounds() / flsir.rounds(),
              p.onlineBits() / flsir.onlineBits());
        }
      }
      found.forEach(
          (plugin, figures) -> {
            Figures f = at(figures, o);
            double n = (double) size.elements() / o.inputs();
            double bits = 8 * f.whole().onlineBytes() / n;
            t.row(
                List.of(o.title(), plugin, "measured"),
                (double) f.block().rounds(),
                bits,
                (f.whole().onlineBytes() + f.whole().offlineBytes()) / n,
                f.block().rounds() / flsir.rounds(),
                bits / flsir.onlineBits());
          });
    }
    return t.build();
  }

  private static Figures at(Map<String, Figures> figures, Operations o) {
    Figures f = figures.get(o.title());
    if (f == null) {
      throw new IllegalStateException(o + " was not measured");
    }
    return f;
  }

  /** A counter that the system does not have is no figure. */
  static double counted(long bytes) {
    return bytes > 0 ? bytes : Double.NaN;
  }
}
