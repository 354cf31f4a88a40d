package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Two servers and a dealer as threads over in-memory channels, for this module's own tests. */
final class TwoParties {
  interface Program<R> {
    R run(TwoServerArithmetic arithmetic, ChannelMeter meter);
  }

  record Outcome<R>(R first, R second, ChannelMeter.Reading firstPeer, OpeningLedger ledger) {}

  /** Keys and seeds in memory; refuses reuse as a durable one does. */
  static final class MemoryRows implements MaskRows {
    private final Map<Long, RowSeeds> seeds = new HashMap<>();

    @Override
    public synchronized void create(long[] keys, int columns, RowSeeds[] fresh) {
      for (long k : keys) {
        if (seeds.containsKey(k)) {
          throw LensException.protocol("mask-reused", "row " + k + " was used");
        }
      }
      for (int i = 0; i < keys.length; i++) {
        seeds.put(keys[i], fresh[i]);
      }
    }

    @Override
    public synchronized RowSeeds[] find(long[] keys, int columns) {
      RowSeeds[] found = new RowSeeds[keys.length];
      for (int i = 0; i < keys.length; i++) {
        RowSeeds s = seeds.get(keys[i]);
        if (s == null) {
          throw LensException.protocol("mask-unknown", "row " + keys[i] + " is unknown");
        }
        found[i] = s;
      }
      return found;
    }
  }

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A thread for each party: a shared pool of one would let parties wait for each other. */
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  private final MaskRows rows = new MemoryRows();

  <R> Outcome<R> run(Program<R> program) {
    InMemoryChannel.Pair peers = InMemoryChannel.pair(1, 2, DEADLINE);
    InMemoryChannel.Pair toFirst = InMemoryChannel.pair(3, 1, DEADLINE);
    InMemoryChannel.Pair toSecond = InMemoryChannel.pair(3, 2, DEADLINE);
    OpeningLedger ledger = new OpeningLedger();
    DealerService dealer =
        new DealerService(
            toFirst.first(), toSecond.first(), BaseCorrelations.all(), rows, new SecureRandom());
    CompletableFuture<Void> t = CompletableFuture.runAsync(dealer::run, THREADS);
    CompletableFuture<R> second =
        CompletableFuture.supplyAsync(
            () -> server(peers.second(), toSecond.second(), new OpeningLedger(), program), THREADS);
    try {
      R first = server(peers.first(), toFirst.second(), ledger, program);
      Outcome<R> outcome =
          new Outcome<>(first, second.join(), peers.first().meter().read(), ledger);
      t.join();
      return outcome;
    } finally {
      for (var pair : List.of(peers, toFirst, toSecond)) {
        pair.first().close();
        pair.second().close();
      }
    }
  }

  private static <R> R server(
      io.sharelens.mpc.channel.PartyChannel peer,
      io.sharelens.mpc.channel.PartyChannel toDealer,
      OpeningLedger ledger,
      Program<R> program) {
    try {
      ChannelDealerClient client = new ChannelDealerClient(toDealer, new SecureRandom());
      TwoServerArithmetic arithmetic =
          new TwoServerArithmetic(
              peer,
              client,
              PairwiseSeed.agree(peer, new SecureRandom()),
              KernelProvider.get(),
              ledger);
      R result = program.run(arithmetic, peer.meter());
      client.end();
      return result;
    } catch (RuntimeException e) {
      peer.abort(String.valueOf(e.getMessage()));
      toDealer.abort(String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
