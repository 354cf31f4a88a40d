package io.sharelens.cli.bench.report;

import static io.sharelens.cli.bench.report.ComparisonSection.counted;

import io.sharelens.cli.bench.BenchRun;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.bench.report.Chart.Point;
import io.sharelens.cli.bench.report.Chart.Series;
import io.sharelens.cli.bench.report.Table.Kind;
import io.sharelens.node.scheme.SchemeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Queries against stores of growing size, for every scheme, beside the paper's tables. */
final class SearchSection {
  private static final double MB = 1e6;

  /** One measurement. */
  private record Row(SchemeFile scheme, int items, Measured measured) {}

  private final ReportSize size;
  private final List<Row> rows = new ArrayList<>();

  private SearchSection(ReportSize size) {
    this.size = size;
  }

  static SearchSection measure(ReportBench bench) {
    SearchSection s = new SearchSection(bench.size());
    for (SchemeFile scheme : bench.catalogue().schemes()) {
      List<Work> works =
          bench.size().items().stream()
              .map(
                  n ->
                      Work.search(n, bench.size().dimension(), bench.size().k())
                          .with(bench.size().effort()))
              .toList();
      BenchRun.Outcome outcome =
          bench.run("searches with " + scheme.name(), bench.scheme(scheme), works);
      for (int i = 0; i < works.size(); i++) {
        s.rows.add(new Row(scheme, bench.size().items().get(i), outcome.works().get(i)));
      }
    }
    return s;
  }

  Document.Section section() {
    Table.Builder t =
        Table.of("searches", "pictures", "scheme", "comparison", "ranking")
            .column("online", "s online", Kind.TIME)
            .column("total", "s in all", Kind.TIME)
            .column("online-mb", "MB online", Kind.PLAIN)
            .column("dealer-mb", "MB of the dealer", Kind.PLAIN)
            .column("system-mb", "system, MB in all", Kind.PLAIN)
            .column("rounds", "rounds", Kind.PLAIN)
            .column("time-ratio", "in all to FLSIR's", Kind.PLAIN)
            .column("bytes-ratio", "MB online to FLSIR's", Kind.PLAIN);
    for (Published.Search p : Published.searches()) {
      t.row(
          List.of(items(p.items()), "FLSIR (published)", p.table(), "kx+b opened"),
          p.seconds(),
          null,
          p.megabytes(),
          null,
          null,
          null,
          1.0,
          1.0);
    }
    for (Row r : rows) {
      Measured m = r.measured();
      Published.Search paper =
          Published.searches().stream()
              .filter(p -> p.items() == r.items())
              .findFirst()
              .orElse(null);
      double online = m.onlineBytes() / MB;
      t.row(
          List.of(
              items(r.items()),
              r.scheme().name(),
              r.scheme().comparison().plugin(),
              r.scheme().ranking().plugin()),
          m.online(),
          m.total(),
          online,
          m.offlineBytes() / MB,
          counted(m.loopbackTotal()) / MB,
          (double) m.rounds(),
          paper == null ? null : m.total() / paper.seconds(),
          paper == null ? null : online / paper.megabytes());
    }
    return new Document.Section(
        "searches",
        "Searches",
        List.of(intro()),
        List.of(t.build()),
        List.of(
            chart("pictures-time.svg", "Seconds for a search", "seconds", m -> m.total()),
            chart(
                "pictures-bytes.svg",
                "Megabytes for a search, dealer included",
                "MB",
                m -> (m.onlineBytes() + m.offlineBytes()) / MB)));
  }

  private String intro() {
    return """
    One query feature of %d numbers against features in the store, %d results; every scheme of the
    distribution. Online: material in stock by kind, as a node holds it; the dealer's product of the
    query's mask with the store's comes from the dealer also then. What a ranking asks for may depend on
    its own random choices: then rounds and bytes move by a few per cent with those choices (not
    with the data). `./sharelens bench --what search --items N -k %d --scheme NAME`."""
        .formatted(size.dimension(), size.k(), size.k());
  }

  private Chart chart(String file, String title, String unit, ToDoubleFunction<Measured> value) {
    List<Series> series =
        rows.stream()
            .map(r -> r.scheme().name())
            .distinct()
            .map(
                name ->
                    new Series(
                        name,
                        rows.stream()
                            .filter(r -> r.scheme().name().equals(name))
                            .map(r -> new Point(r.items(), value.applyAsDouble(r.measured())))
                            .toList()))
            .toList();
    return new Chart(file, title, "pictures in the store", unit, true, true, series);
  }

  /** Peaks of the servers. */
  Table memory() {
    Table.Builder t =
        Table.of("searches", "pictures", "scheme")
            .column("server-heap", "server heap, MB", Kind.MEMORY)
            .column("server-rss", "server resident, MB", Kind.MEMORY);
    for (Row r : rows) {
      t.row(
          List.of(items(r.items()), r.scheme().name()),
          r.measured().heap() / MB,
          counted(r.measured().resident()) / MB);
    }
    return t.build();
  }

  private static String items(int n) {
    return Numbers.text((double) n);
  }
}
