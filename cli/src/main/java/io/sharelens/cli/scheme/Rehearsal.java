package io.sharelens.cli.scheme;

import io.sharelens.cli.bench.BenchRows;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.PartyContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parties of a scheme as threads of this process, over channels in memory: the same protocols
 * and the same messages as between nodes, so that rounds and bytes can be counted without any.
 */
final class Rehearsal {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Scheme scheme;
  private final SecureRandom random = new SecureRandom();

  Rehearsal(Scheme scheme) {
    this.scheme = scheme;
  }

  /** What each computing party does. */
  interface Program {
    void run(Party party);
  }

  /**
   * Runs one session.
   *
   * @throws LensException what a party failed with
   */
  Metered run(Program program) {
    return scheme.file().parties() == 2 ? two(program) : three(program);
  }

  private Metered two(Program program) {
    InMemoryChannel.Pair servers = InMemoryChannel.pair(1, 2, DEADLINE);
    InMemoryChannel.Pair first = InMemoryChannel.pair(1, 3, DEADLINE);
    InMemoryChannel.Pair second = InMemoryChannel.pair(2, 3, DEADLINE);
    List<Correlation> correlations = new ArrayList<>(BaseCorrelations.all());
    correlations.addAll(scheme.correlations());
    DealerService dealer =
        new DealerService(first.second(), second.second(), correlations, new BenchRows(), random);
    List<Callable<@Nullable Party>> parties =
        List.of(
            () -> server(program, servers.first(), first.first()),
            () -> server(program, servers.second(), second.first()),
            () -> {
              dealer.run();
              return null;
            });
    return all(parties, List.of(servers, first, second));
  }

  private Party server(Program program, PartyChannel peer, PartyChannel toDealer) {
    try (ChannelDealerClient dealer = new ChannelDealerClient(toDealer, random)) {
      Arithmetic arithmetic =
          new TwoServerArithmetic(
              peer,
              dealer,
              PairwiseSeed.agree(peer, random),
              KernelProvider.get(),
              new OpeningLedger());
      Party party = new Party(arithmetic, List.of(peer), List.of(toDealer), dealer, null);
      program.run(party);
      dealer.end();
      return party;
    } catch (RuntimeException | Error e) {
      peer.abort("a party failed: " + e.getMessage());
      toDealer.abort("a party failed: " + e.getMessage());
      throw e;
    }
  }

  private Metered three(Program program) {
    InMemoryChannel.Pair a = InMemoryChannel.pair(1, 2, DEADLINE);
    InMemoryChannel.Pair b = InMemoryChannel.pair(2, 3, DEADLINE);
    InMemoryChannel.Pair c = InMemoryChannel.pair(3, 1, DEADLINE);
    List<Callable<@Nullable Party>> parties =
        List.of(
            () -> replicated(program, a.first(), c.second()),
            () -> replicated(program, b.first(), a.second()),
            () -> replicated(program, c.first(), b.second()));
    return all(parties, List.of(a, b, c));
  }

  private Party replicated(Program program, PartyChannel next, PartyChannel previous) {
    try {
      ReplicatedParty replicated = ReplicatedParty.agree(next, previous, random);
      Arithmetic arithmetic =
          new ReplicatedArithmetic(replicated, KernelProvider.get(), new OpeningLedger());
      DealerClient none =
          (kind, count, params) -> {
            throw LensException.internal("no-dealer", "three servers have no dealer");
          };
      Party party = new Party(arithmetic, List.of(next, previous), List.of(), none, replicated);
      program.run(party);
      return party;
    } catch (RuntimeException | Error e) {
      next.abort("a party failed: " + e.getMessage());
      previous.abort("a party failed: " + e.getMessage());
      throw e;
    }
  }

  private static Metered all(
      List<Callable<@Nullable Party>> parties, List<InMemoryChannel.Pair> links) {
    ExecutorService threads = Executors.newFixedThreadPool(parties.size());
    try {
      List<Future<@Nullable Party>> running = parties.stream().map(threads::submit).toList();
      Metered sum = Metered.NONE;
      LensException failure = null;
      for (Future<@Nullable Party> f : running) {
        try {
          Party party = f.get();
          sum = party == null ? sum : sum.plus(party.metered());
        } catch (ExecutionException e) {
          LensException cause =
              e.getCause() instanceof LensException l
                  ? l
                  : LensException.internal("defect", String.valueOf(e.getCause()));
          failure = failure == null || failure.code().startsWith("peer-") ? cause : failure;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw LensException.resources("interrupted", "interrupted", e);
        }
      }
      if (failure != null) {
        throw failure;
      }
      return sum;
    } finally {
      links.forEach(
          l -> {
            l.first().close();
            l.second().close();
          });
      threads.shutdownNow();
    }
  }

  /**
   * What a session cost since a party last called {@link Party#reset}.
   *
   * @param rounds as the party with most of them counts
   * @param onlineBytes that all computing parties sent each other
   * @param offlineBytes that a dealer sent, or that parties exchanged beforehand
   */
  record Metered(long rounds, long onlineBytes, long offlineBytes) {
    static final Metered NONE = new Metered(0, 0, 0);

    Metered plus(Metered m) {
      return new Metered(
          Math.max(rounds, m.rounds), onlineBytes + m.onlineBytes, offlineBytes + m.offlineBytes);
    }
  }

  /** One computing party. */
  static final class Party implements PartyContext {
    private final Arithmetic arithmetic;
    private final List<PartyChannel> peers;
    private final List<PartyChannel> dealers;
    private final DealerClient dealer;
    private final @Nullable ReplicatedParty replicated;
    private long[] start = new long[3];
    private final long[] apart = new long[2];

    private Party(
        Arithmetic arithmetic,
        List<PartyChannel> peers,
        List<PartyChannel> dealers,
        DealerClient dealer,
        @Nullable ReplicatedParty replicated) {
      this.arithmetic = arithmetic;
      this.peers = peers;
      this.dealers = dealers;
      this.dealer = dealer;
      this.replicated = replicated;
      reset();
    }

    /** What went before does not count. */
    void reset() {
      apart[0] = 0;
      apart[1] = 0;
      start = now();
    }

    private Metered metered() {
      long[] now = now();
      return new Metered(
          now[0] - start[0] - apart[0], now[1] - start[1] - apart[1], now[2] - start[2] + apart[1]);
    }

    private long[] now() {
      long rounds = 0;
      long sent = 0;
      for (PartyChannel c : peers) {
        rounds = Math.max(rounds, c.meter().read().rounds());
        sent += c.meter().read().sentBytes();
      }
      long dealt = dealers.stream().mapToLong(c -> c.meter().read().receivedBytes()).sum();
      return new long[] {rounds, sent, dealt};
    }

    @Override
    public <T> T offline(Supplier<T> work) {
      long[] before = now();
      T result = work.get();
      long[] after = now();
      apart[0] += after[0] - before[0];
      apart[1] += after[1] - before[1];
      return result;
    }

    @Override
    public Arithmetic arithmetic() {
      return arithmetic;
    }

    @Override
    public PartyChannel channel(int party) {
      return peers.stream()
          .filter(c -> c.peer() == party)
          .findFirst()
          .orElseThrow(() -> LensException.internal("no-channel", "no channel to " + party));
    }

    @Override
    public DealerClient dealer() {
      return dealer;
    }

    @Override
    public ReplicatedParty replicated() {
      return replicated == null ? PartyContext.super.replicated() : replicated;
    }
  }
}
