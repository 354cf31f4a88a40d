package io.sharelens.cli.bench.report;

import static io.sharelens.cli.bench.report.ComparisonSection.counted;

import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.bench.report.Chart.Point;
import io.sharelens.cli.bench.report.Chart.Series;
import io.sharelens.cli.bench.report.ModelFigures.Row;
import io.sharelens.cli.bench.report.Table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Pictures through backbones: time, bytes, rounds, beside the paper's tables; growth with size. */
final class ModelSection {
  private static final double MB = 1e6;

  private final ReportSize size;
  private final List<Row> rows;
  private final List<String> plugins;

  ModelSection(ReportBench bench, ModelFigures figures) {
    this.size = bench.size();
    this.rows = figures.rows();
    this.plugins = bench.catalogue().comparisonNames();
  }

  Document.Section section() {
    Table.Builder t =
        Table.of("features", "backbone", "input", "batch", "comparison")
            .column("online", "s a picture, online", Kind.TIME)
            .column("total", "s a picture, in all", Kind.TIME)
            .column("online-mb", "MB a picture, online", Kind.COUNT)
            .column("dealer-mb", "MB a picture, dealer", Kind.COUNT)
            .column("system-mb", "system, MB in all", Kind.PLAIN)
            .column("rounds", "rounds of the batch", Kind.COUNT)
            .column("time-ratio", "online to FLSIR's", Kind.PLAIN)
            .column("bytes-ratio", "bytes to FLSIR's", Kind.PLAIN);
    t.row(
        List.of("VGG11, FLSIR table 6 (published)", "224 x 224", "1", "SecReLU"),
        Published.FLSIR_FEATURE_SECONDS,
        Published.FLSIR_FEATURE_SECONDS + Published.FLSIR_FEATURE_OFFLINE_SECONDS,
        Published.FLSIR_FEATURE_MEGABYTES,
        null,
        null,
        null,
        1.0,
        1.0);
    for (Row r : rows) {
      if (r.input() == size.mainInput() || !r.backbone().equals(ModelFigures.VGG11)) {
        row(t, r);
      }
    }
    return new Document.Section(
        "features", "One picture's feature", List.of(intro()), List.of(t.build()), List.of());
  }

  private String intro() {
    return """
    From the shared picture to the shared feature, weights drawn. FLSIR extracts with eight
    convolutions of VGG11 up to the feature of 512 numbers; here too. Its servers are two machines
    with 8 cores each (Core i7-9700) in one LAN; its tables 5, 6 and 7 give the same 4.136 s a
    picture (4,136 s for the 1,000 of Corel1k), and its time in all is the sum of its offline and
    online columns. `./sharelens bench --what model --model vgg11 --size 224 --batch 8`, with
    `--plugin` for another comparison.""";
  }

  private static void row(Table.Builder t, Row r) {
    Measured m = r.measured();
    boolean asPaper = r.backbone().equals(ModelFigures.VGG11) && r.input() == 224;
    double online = m.online() / r.batch();
    double mb = m.onlineBytes() / MB / r.batch();
    t.row(
        List.of(r.backbone(), r.input() + " x " + r.input(), "" + r.batch(), r.comparison()),
        online,
        m.total() / r.batch(),
        mb,
        m.offlineBytes() / MB / r.batch(),
        counted(m.loopbackTotal()) / MB / r.batch(),
        (double) m.rounds(),
        asPaper ? online / Published.FLSIR_FEATURE_SECONDS : null,
        asPaper ? mb / Published.FLSIR_FEATURE_MEGABYTES : null);
  }

  /** Time and bytes against the size of the picture. */
  Document.Section growth() {
    Table.Builder t =
        Table.of("input", "comparison", "input")
            .column("online", "s online", Kind.TIME)
            .column("total", "s in all", Kind.TIME)
            .column("online-mb", "MB online", Kind.COUNT)
            .column("dealer-mb", "MB of the dealer", Kind.COUNT)
            .column("rounds", "rounds", Kind.COUNT);
    for (Row r : rows) {
      if (r.backbone().equals(ModelFigures.VGG11) && r.batch() == 1) {
        Measured m = r.measured();
        t.row(
            List.of(r.comparison(), r.input() + " x " + r.input()),
            m.online(),
            m.total(),
            m.onlineBytes() / MB,
            m.offlineBytes() / MB,
            (double) m.rounds());
      }
    }
    return new Document.Section(
        "growth-input",
        "Growth with the picture",
        List.of("VGG11, one picture. Pixels are the square of the axis."),
        List.of(t.build()),
        List.of(
            chart(
                "input-time.svg",
                "Seconds for a picture",
                "seconds",
                m -> m.online(),
                m -> m.total(),
                "online",
                "in all"),
            chart(
                "input-bytes.svg",
                "Megabytes for a picture",
                "MB",
                m -> m.onlineBytes() / MB,
                m -> (m.onlineBytes() + m.offlineBytes()) / MB,
                "online",
                "in all")));
  }

  private Chart chart(
      String file,
      String title,
      String unit,
      ToDoubleFunction<Measured> first,
      ToDoubleFunction<Measured> second,
      String firstName,
      String secondName) {
    List<Series> series = new ArrayList<>();
    for (String p : plugins) {
      series.add(new Series(p + ", " + firstName, points(p, first)));
      series.add(new Series(p + ", " + secondName, points(p, second)));
    }
    return new Chart(
        file, title, "height and width of the picture, pixels", unit, false, false, series);
  }

  private List<Point> points(String plugin, ToDoubleFunction<Measured> value) {
    return rows.stream()
        .filter(
            r ->
                r.backbone().equals(ModelFigures.VGG11)
                    && r.batch() == 1
                    && r.comparison().equals(plugin))
        .map(r -> new Point(r.input(), value.applyAsDouble(r.measured())))
        .toList();
  }

  /** Peaks of every node. */
  Table memory() {
    Table.Builder t =
        Table.of("models", "backbone", "input", "batch", "comparison")
            .column("server-heap", "server heap, MB", Kind.MEMORY)
            .column("server-rss", "server resident, MB", Kind.MEMORY)
            .column("dealer-heap", "dealer heap, MB", Kind.MEMORY)
            .column("dealer-rss", "dealer resident, MB", Kind.MEMORY);
    for (Row r : rows) {
      if (r.input() == size.mainInput() || !r.backbone().equals(ModelFigures.VGG11)) {
        t.row(
            List.of(r.backbone(), r.input() + " x " + r.input(), "" + r.batch(), r.comparison()),
            r.measured().heap() / MB,
            counted(r.measured().resident()) / MB,
            r.dealerHeap() / MB,
            counted(r.dealerResident()) / MB);
      }
    }
    return t.build();
  }
}
