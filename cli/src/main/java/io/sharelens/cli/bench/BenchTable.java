package io.sharelens.cli.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bench for people. */
final class BenchTable {
  private BenchTable() {}

  static void print(PrintWriter out, BenchReport r) {
    out.printf(
        "%d cores, %s, %s, Java %s; links: %s%n",
        r.machine().cores(),
        r.machine().cpu(),
        r.machine().kernels(),
        r.machine().java(),
        r.link().text());
    elements(out, "comparison", r.comparison());
    elements(out, "ReLU and truncation", r.relu());
    elements(out, "max pool 2x2", r.maxpool());
    elements(out, "max pool and ReLU", r.poolrelu());
    if (r.conv() != null) {
      for (BenchReport.Conv c : r.conv()) {
        out.printf(
            "conv %-36s %6.1f GMAC/s, scalar %5.1f, ratio %.1f (%d threads)%n",
            c.shape(), c.gmacPerSecond(), c.scalarGmacPerSecond(), c.ratio(), c.threads());
      }
    }
    if (r.model() != null) {
      for (BenchReport.Model m : r.model()) {
        out.printf(
            "%s at %d, batch %d, %s: %.3f s online, %.3f s in all a picture; %.1f MB online, "
                + "%.1f MB from the dealer; %d rounds; heap peak %.0f MB, dealer %.0f MB%n",
            m.model(),
            m.size(),
            m.batch(),
            m.scheme(),
            m.secondsPerImageOnline(),
            m.secondsPerImageTotal(),
            m.onlineBytesPerImage() / 1e6,
            m.offlineBytesPerImage() / 1e6,
            m.rounds(),
            m.heapPeakBytes() / 1e6,
            m.dealerHeapPeakBytes() / 1e6);
      }
    }
    if (r.search() != null) {
      for (BenchReport.Search s : r.search()) {
        out.printf(
            "search %d x %d, k %d, %d at a time, %s: %.3f s online, %.3f s in all; %.2f MB online, "
                + "%.2f MB from the dealer; %d rounds%n",
            s.items(),
            s.dim(),
            s.k(),
            s.queries(),
            s.ranking(),
            s.secondsOnline(),
            s.seconds(),
            s.onlineBytes() / 1e6,
            s.offlineBytes() / 1e6,
            s.rounds());
        s.phases().forEach((phase, seconds) -> out.printf("  %-24s %.4f s%n", phase, seconds));
      }
    }
    costs(out, r.costs());
    if (r.federation() != null) {
      for (BenchReport.Federation f : r.federation()) {
        out.printf(
            "update of %s, %d weights: shared in %.3f s (%.3f s to a file; plain file %.3f s, two"
                + " full shares %.3f s); %.1f MB; owner's heap %.0f MB%n",
            f.model(),
            f.parameters(),
            f.secondsSharing(),
            f.secondsSharingToFile(),
            f.secondsPlainFile(),
            f.secondsTwoShares(),
            f.updateBytes() / 1e6,
            f.ownerHeapPeakBytes() / 1e6);
        out.printf(
            "  %d owners aggregated in %.2f s (plain sum %.2f s, ratio %.2f); %.1f MB between the"
                + " servers; %d rounds; heap peak %.0f MB%n",
            f.owners(),
            f.secondsAggregating(),
            f.secondsPlainSum(),
            f.secondsAggregating() / f.secondsPlainSum(),
            f.onlineBytes() / 1e6,
            f.rounds(),
            f.heapPeakBytes() / 1e6);
      }
    }
    out.flush();
  }

  private static void elements(
      PrintWriter out, String what, @Nullable List<BenchReport.Elements> rows) {
    if (rows != null) {
      for (BenchReport.Elements e : rows) {
        out.printf(
            "%-20s %s, %d: %.0f a second online (%.0f in all); %.1f + %.1f bytes; %d rounds%n",
            what,
            e.plugin(),
            e.elements(),
            e.elementsPerSecond(),
            e.elements() / e.secondsTotal(),
            e.onlineBytesPerElement(),
            e.offlineBytesPerElement(),
            e.rounds());
      }
    }
  }

  /** Declared, then metered. */
  private static void costs(PrintWriter out, @Nullable List<BenchReport.ComparisonCost> rows) {
    if (rows == null) {
      return;
    }
    out.printf(
        "%-14s %-32s %7s  %13s  %21s  %21s%n",
        "comparison",
        "declared / metered",
        "parties",
        "rounds",
        "online bits",
        "offline or dealt bits");
    for (BenchReport.ComparisonCost c : rows) {
      out.printf(
          Locale.ROOT,
          "%-14s %-32s %7d  %5d / %5d  %9.2f / %9.2f  %9.2f / %9.2f%s%n",
          c.plugin(),
          c.operation(),
          c.parties(),
          c.declaredRounds(),
          c.rounds(),
          c.declaredOnlineBits(),
          c.onlineBits(),
          c.declaredOfflineBits(),
          c.offlineBits(),
          c.asDeclared() ? "" : "  NOT AS DECLARED");
    }
  }
}
