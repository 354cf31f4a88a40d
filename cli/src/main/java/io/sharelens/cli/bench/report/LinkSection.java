package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchRun;
import io.sharelens.cli.bench.BenchScheme;
import io.sharelens.cli.bench.BenchSpec.Work;
import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.bench.report.Chart.Point;
import io.sharelens.cli.bench.report.Chart.Series;
import io.sharelens.cli.bench.report.Table.Kind;
import io.sharelens.link.LinkProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pictures over simulated wide-area links: where rounds matter. */
final class LinkSection {
  /**
   * One measurement.
   *
   * @param input height and width
   * @param macs multiply-adds of the picture at each server
   */
  record Row(String comparison, int input, LinkProfile link, Measured measured, long macs) {}

  private final List<Row> rows = new ArrayList<>();

  private LinkSection() {}

  static LinkSection measure(ReportBench bench) {
    LinkSection s = new LinkSection();
    for (String plugin : bench.catalogue().comparisonNames()) {
      boolean best = plugin.equals(bench.catalogue().cheapest());
      List<Integer> inputs =
          Stream.of(bench.size().linkInput(), bench.size().mainInput())
              .distinct()
              .limit(best ? 2 : 1)
              .toList();
      s.measure(bench, plugin, inputs);
    }
    return s;
  }

  private void measure(ReportBench bench, String plugin, List<Integer> inputs) {
    BenchScheme scheme = bench.scheme(plugin, ModelFigures.VGG11);
    List<LinkProfile> links =
        Stream.concat(Stream.of(LinkProfile.NONE), bench.size().links().stream()).toList();
    List<Work> works = new ArrayList<>();
    for (int input : inputs) {
      links.forEach(
          l ->
              works.add(
                  Work.model(bench.model(scheme, input), 1)
                      .over(l)
                      .with(bench.size().linkEffort())));
    }
    BenchRun.Outcome outcome = bench.run("simulated links with " + plugin, scheme, works);
    for (int i = 0; i < works.size(); i++) {
      int input = inputs.get(i / links.size());
      rows.add(
          new Row(
              plugin,
              input,
              links.get(i % links.size()),
              outcome.works().get(i),
              ModelFigures.count(bench.here(), scheme, bench.model(scheme, input))));
    }
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  Document.Section section() {
    Table.Builder t =
        Table.of("links", "comparison", "input", "link")
            .column("online", "s online", Kind.TIME)
            .column("total", "s in all", Kind.TIME)
            .column("rounds", "rounds", Kind.COUNT)
            .column("waiting", "s of rounds times delay", Kind.PLAIN)
            .column("share", "their share of the time online", Kind.PLAIN);
    for (Row r : rows) {
      Measured m = r.measured();
      double waiting = m.rounds() * r.link().delayMillis() / 1000;
      t.row(
          List.of(r.comparison(), r.input() + " x " + r.input(), r.link().text()),
          m.online(),
          m.total(),
          (double) m.rounds(),
          waiting,
          waiting / m.online());
    }
    return new Document.Section(
        "links",
        "Over wide-area links",
        List.of(
            """
            One picture through VGG11. All links between the servers and the dealer go through proxies
            that delay and throttle each direction; delays are one way, and a round, in which both
            servers send at the same time, takes the delay once. Lost packets and TCP's slow start are
            not simulated. `./sharelens bench --what model --link wan` (or `dc`, `region`, or
            `--delay` and `--bandwidth`)."""),
        List.of(t.build()),
        List.of(
            new Chart(
                "links-time.svg",
                "Seconds for a picture, online",
                "delay of the link, ms one way",
                "seconds",
                false,
                true,
                series())));
  }

  private List<Series> series() {
    return rows.stream()
        .map(r -> name(r))
        .distinct()
        .map(
            n ->
                new Series(
                    n,
                    rows.stream()
                        .filter(r -> name(r).equals(n))
                        .map(r -> new Point(r.link().delayMillis(), r.measured().online()))
                        .toList()))
        .toList();
  }

  private static String name(Row r) {
    return r.comparison() + ", " + r.input();
  }
}
