package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.Measured;
import io.sharelens.cli.bench.report.Table.Kind;
import io.sharelens.link.LinkProfile;
import java.util.List;

/**
 * What the parts of a query would take at least, and how far the measured time is from their sum:
 * multiplications at peak rate, bytes at link rate, rounds times latency.
 */
final class LimitSection {
  private static final int SERVERS = 2;

  private final double macsPerSecond;
  private final Measured loopback;
  private final int cores;

  /**
   * @param loopback the links' own speed, measured
   * @param conv kernels, measured on one core
   */
  LimitSection(Measured loopback, List<BenchReport.Conv> conv) {
    this.loopback = loopback;
    this.cores = Math.min(SERVERS, Runtime.getRuntime().availableProcessors());
    this.macsPerSecond =
        1e9 * conv.stream().mapToDouble(BenchReport.Conv::gmacPerSecond).max().orElse(Double.NaN);
  }

  /**
   * Lower bounds.
   *
   * @param compute seconds of multiplications: both servers share the cores
   * @param bytes seconds of the servers' bytes, half of them in each direction
   * @param rounds seconds of waiting
   * @param dealer seconds of the dealer's bytes, all on one link
   */
  record Limit(double compute, double bytes, double rounds, double dealer) {
    double online() {
      return compute + bytes + rounds;
    }

    double total() {
      return online() + dealer;
    }
  }

  Limit limit(Measured m, long macs, LinkProfile link) {
    double rate = Math.min(loopback.bytesPerSecond(), link.bytesPerSecond());
    return new Limit(
        (double) macs * SERVERS / cores / macsPerSecond,
        m.onlineBytes() / 2.0 / rate,
        m.rounds() * (loopback.roundSeconds() + link.delayMillis() / 1000),
        m.offlineBytes() / rate);
  }

  Document.Section section(List<ModelFigures.Row> models, List<LinkSection.Row> links, int main) {
    Table.Builder t =
        Table.of("limits", "work", "comparison", "link")
            .column("compute", "s, multiplications", Kind.PLAIN)
            .column("bytes", "s, bytes", Kind.PLAIN)
            .column("rounds", "s, rounds", Kind.PLAIN)
            .column("limit", "limit online, s", Kind.PLAIN)
            .column("online", "measured online, s", Kind.TIME)
            .column("distance", "online to limit", Kind.PLAIN)
            .column("limit-total", "limit in all, s", Kind.PLAIN)
            .column("total", "measured in all, s", Kind.TIME)
            .column("distance-total", "in all to limit", Kind.PLAIN);
    for (ModelFigures.Row r : models) {
      if (r.input() == main || !r.backbone().equals(ModelFigures.VGG11)) {
        String work = "%s %d, batch %d".formatted(r.backbone(), r.input(), r.batch());
        row(t, work, r.comparison(), LinkProfile.NONE, r.measured(), r.macs());
      }
    }
    for (LinkSection.Row r : links) {
      if (!r.link().equals(LinkProfile.NONE)) {
        String work = "%s %d, batch 1".formatted(ModelFigures.VGG11, r.input());
        row(t, work, r.comparison(), r.link(), r.measured(), r.macs());
      }
    }
    return new Document.Section(
        "limits",
        "How near to the limit",
        List.of(
            "Limit: multiplications at the kernels' best rate, plus bytes at the link's rate, plus"
                + " rounds times latency ([QUERY-TIME.md](QUERY-TIME.md)). Rates of this run:",
            rates()),
        List.of(rateTable(), t.build()),
        List.of());
  }

  private String rates() {
    return "multiplications on %d core%s for two servers; mutual TLS both ways at once."
        .formatted(cores, cores == 1 ? "" : "s");
  }

  private Table rateTable() {
    return Table.of("rates", "rate")
        .column("value", "value", Kind.PLAIN)
        .row(List.of("int32 multiply-adds, GMAC/s a core"), macsPerSecond / 1e9)
        .row(
            List.of("mutual TLS on loopback, MB/s each direction"), loopback.bytesPerSecond() / 1e6)
        .row(List.of("an empty round, microseconds"), loopback.roundSeconds() * 1e6)
        .build();
  }

  private void row(
      Table.Builder t, String work, String comparison, LinkProfile link, Measured m, long macs) {
    Limit l = limit(m, macs, link);
    t.row(
        List.of(work, comparison, link.text()),
        l.compute(),
        l.bytes(),
        l.rounds(),
        l.online(),
        m.online(),
        m.online() / l.online(),
        l.total(),
        m.total(),
        m.total() / l.total());
  }
}
