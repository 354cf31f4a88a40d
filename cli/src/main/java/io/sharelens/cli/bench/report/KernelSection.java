package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.report.Table.Kind;
import java.util.List;

/** Convolution kernels beside their scalar twins. */
final class KernelSection {
  private KernelSection() {}

  static Document.Section of(List<BenchReport.Conv> conv) {
    Table.Builder t =
        Table.of("convolution", "shape", "threads")
            .column("rate", "GMAC/s", Kind.RATE)
            .column("scalar", "scalar, GMAC/s", Kind.RATE)
            .column("ratio", "ratio", Kind.PLAIN);
    for (BenchReport.Conv c : conv) {
      t.row(
          List.of(c.shape(), "" + c.threads()),
          c.gmacPerSecond(),
          c.scalarGmacPerSecond(),
          c.ratio());
    }
    return new Document.Section(
        "kernels",
        "Kernels",
        List.of(
            """
            Convolution of 32-bit words mod 2^32 in one process that does nothing else, in short runs;
            JMH benchmarks of kernels, random streams and packing are in `benchmarks/`.
            `./sharelens bench --what conv`."""),
        List.of(t.build()),
        List.of());
  }
}
