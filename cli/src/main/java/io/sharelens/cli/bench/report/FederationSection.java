package io.sharelens.cli.bench.report;

import io.sharelens.cli.bench.BenchReport;
import io.sharelens.cli.bench.report.Table.Kind;
import java.util.List;

/** Sharing and adding up owners' updates of the full model. */
final class FederationSection {
  private static final double MB = 1e6;

  /** FLSIR, section VII: of one VGG11 update on 8 cores. */
  private static final double PAPER_SHARING = 0.206;

  private static final double PAPER_AGGREGATING = 1.013;

  private FederationSection() {}

  static Document.Section of(BenchReport.Federation f) {
    List<String> who = List.of(f.model(), Numbers.text((double) f.parameters()), "" + f.owners());
    Table.Builder sharing =
        Table.of("sharing", "model", "weights", "owners")
            .column("memory", "s", Kind.TIME)
            .column("file", "s, to a file", Kind.TIME)
            .column("plain", "s, plain file", Kind.PLAIN)
            .column("two", "s, two full shares", Kind.PLAIN)
            .column("two-ratio", "to two full shares", Kind.PLAIN)
            .column("mb", "MB of an update", Kind.COUNT)
            .column("heap", "owner's heap, MB", Kind.MEMORY);
    sharing.row(
        who,
        f.secondsSharing(),
        f.secondsSharingToFile(),
        f.secondsPlainFile(),
        f.secondsTwoShares(),
        f.secondsSharingToFile() / f.secondsTwoShares(),
        f.updateBytes() / MB,
        f.ownerHeapPeakBytes() / MB);
    Table.Builder sum =
        Table.of("aggregating", "model", "weights", "owners")
            .column("time", "s", Kind.TIME)
            .column("plain", "s, plain sum", Kind.PLAIN)
            .column("ratio", "to the plain sum", Kind.PLAIN)
            .column("mb", "MB between the servers", Kind.COUNT)
            .column("rounds", "rounds", Kind.COUNT)
            .column("heap", "server heap, MB", Kind.MEMORY);
    sum.row(
        who,
        f.secondsAggregating(),
        f.secondsPlainSum(),
        f.secondsAggregating() / f.secondsPlainSum(),
        f.onlineBytes() / MB,
        (double) f.rounds(),
        f.heapPeakBytes() / MB);
    return new Document.Section(
        "federation",
        "Training together",
        List.of(
            """
            One owner clips, rounds, shares and hashes an update with two threads: a seed of 16 bytes for
            node 1, the correction for node 2. Beside it: a file of that size without content, and both
            shares in full. Then both servers add the updates of all owners up, node 1 from seeds, node 2
            from files, and open the sum with its bounds checked; beside it, one server reads and adds the
            same files. FLSIR has %s s and %s s for its update on 8 cores.
            `./sharelens bench --what federation`."""
                .formatted(PAPER_SHARING, PAPER_AGGREGATING)),
        List.of(sharing.build(), sum.build()),
        List.of());
  }
}
