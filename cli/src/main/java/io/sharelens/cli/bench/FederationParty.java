package io.sharelens.cli.bench;

import io.sharelens.spi.PartyContext;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.UpdateShare;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Aggregation at one server of a bench. */
final class FederationParty {
  /** Every owner's, which the bench of an owner shares with. */
  static final int PICTURES = 500;

  /** Phase of a reading: reading and adding the same files without a second server. */
  static final String PLAIN = "plain";

  private static final int RUNS = 2;
  private static final int BLOCK = 1 << 18;

  private final PartyContext context;
  private final Aggregator aggregator;
  private final BenchClock clock;

  FederationParty(PartyContext context, Aggregator aggregator, BenchClock clock) {
    this.context = context;
    this.aggregator = aggregator;
    this.clock = clock;
  }

  /**
   * Updates of {@code w.elements()} weights from {@code w.items()} owners, in folder {@code
   * w.model()}.
   */
  BenchSpec.Reading measure(BenchSpec.Work w) {
    Path folder = Path.of(w.model());
    Map<String, Double> phases = Map.of();
    if (context.arithmetic().party() == 1) {
      // The other one waits for this one's first word.
      double plain = Double.POSITIVE_INFINITY;
      for (int run = 0; run <= RUNS; run++) {
        plain = Math.min(plain, plain(w, folder));
      }
      phases = Map.of(PLAIN, plain);
    }
    return clock.timeLive(w, () -> aggregate(w, folder), RUNS).with(phases);
  }

  private Object aggregate(BenchSpec.Work w, Path folder) {
    long[] taken = new long[1];
    try (FederationFiles files = new FederationFiles(folder)) {
      aggregator.open(
          context,
          new SumProgramme(
              w.elements() + 1L,
              w.elements(),
              (long) w.items() * PICTURES,
              files.shares(context.arithmetic().party(), w.items()),
              List.of()),
          (from, words) -> taken[0] += words.length);
    }
    return taken[0];
  }

  /** What adding up takes at one server that nothing is kept from. */
  private static double plain(BenchSpec.Work w, Path folder) {
    long start = System.nanoTime();
    try (FederationFiles files = new FederationFiles(folder)) {
      List<UpdateShare> shares = files.shares(2, w.items());
      int[] sum = new int[BLOCK];
      int[] part = new int[BLOCK];
      for (long at = 0; at + BLOCK <= w.elements(); at += BLOCK) {
        for (UpdateShare share : shares) {
          share.read(part);
          for (int i = 0; i < BLOCK; i++) {
            sum[i] += part[i];
          }
        }
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
