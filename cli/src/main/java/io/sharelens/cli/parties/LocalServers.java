package io.sharelens.cli.parties;

import io.sharelens.cli.bench.BenchRows;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRowCache;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.node.scheme.Scheme;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The computing parties of a scheme, and its dealer if it has one, as threads of this process over
 * channels in memory: the protocols, plugins and shares are those of nodes, the network is not.
 */
public final class LocalServers {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Scheme scheme;
  private final SecureRandom random = new SecureRandom();

  public LocalServers(Scheme scheme) {
    this.scheme = scheme;
  }

  /** What each party runs, in one session. */
  @FunctionalInterface
  public interface Program<R> {
    R run(LocalServer server);
  }

  /** Results of the parties in order. */
  public <R> List<R> run(Program<R> program) {
    List<InMemoryChannel.Pair> links =
        List.of(
            InMemoryChannel.pair(1, 2, LONGEST),
            InMemoryChannel.pair(2, 3, LONGEST),
            InMemoryChannel.pair(3, 1, LONGEST));
    PartyChannel oneToTwo = links.get(0).first();
    PartyChannel twoToOne = links.get(0).second();
    PartyChannel twoToThree = links.get(1).first();
    PartyChannel threeToTwo = links.get(1).second();
    PartyChannel threeToOne = links.get(2).first();
    PartyChannel oneToThree = links.get(2).second();
    List<Callable<R>> parties =
        scheme.threeServers()
            ? List.of(
                () -> replicated(oneToTwo, oneToThree, program),
                () -> replicated(twoToThree, twoToOne, program),
                () -> replicated(threeToOne, threeToTwo, program))
            : List.of(
                () -> additive(oneToTwo, oneToThree, program),
                () -> additive(twoToOne, twoToThree, program));
    try (ExecutorService threads = Executors.newFixedThreadPool(links.size())) {
      List<Future<R>> running = new ArrayList<>();
      for (Callable<R> party : parties) {
        running.add(threads.submit(() -> closing(party, links)));
      }
      Future<?> dealer =
          scheme.threeServers()
              ? CompletableFuture.completedFuture(true)
              : threads.submit(() -> closing(() -> deal(threeToOne, threeToTwo), links));
      return results(running, dealer);
    } finally {
      close(links);
    }
  }

  private <R> R additive(PartyChannel peer, PartyChannel toDealer, Program<R> program) {
    try (ChannelDealerClient dealer = new ChannelDealerClient(toDealer, random)) {
      TwoServerArithmetic arithmetic =
          new TwoServerArithmetic(
              peer,
              dealer,
              PairwiseSeed.agree(peer, random),
              KernelProvider.get(),
              new OpeningLedger());
      R result = program.run(new LocalServer(arithmetic, peer, dealer, toDealer));
      dealer.end();
      return result;
    }
  }

  private <R> R replicated(PartyChannel next, PartyChannel previous, Program<R> program) {
    ReplicatedParty party = ReplicatedParty.agree(next, previous, random);
    return program.run(
        new LocalServer(
            new ReplicatedArithmetic(party, KernelProvider.get(), new OpeningLedger()), party));
  }

  private boolean deal(PartyChannel first, PartyChannel second) {
    List<Correlation> kinds = new ArrayList<>(BaseCorrelations.all());
    kinds.addAll(scheme.correlations());
    MaskRowCache rows = new MaskRowCache(new BenchRows(), Runtime.getRuntime().maxMemory() / 4);
    new DealerService(first, second, kinds, rows, random).run();
    return true;
  }

  /** A party that fails ends all: the others would wait for it. */
  private static <R> R closing(Callable<R> party, List<InMemoryChannel.Pair> links)
      throws Exception {
    boolean done = false;
    try {
      R result = party.call();
      done = true;
      return result;
    } finally {
      if (!done) {
        close(links);
      }
    }
  }

  private static void close(List<InMemoryChannel.Pair> links) {
    for (InMemoryChannel.Pair link : links) {
      link.first().close();
      link.second().close();
    }
  }

  private static <R> List<R> results(List<Future<R>> running, Future<?> dealer) {
    List<R> results = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    try {
      for (Future<R> f : running) {
        try {
          results.add(f.get());
        } catch (ExecutionException e) {
          errors.add(e.getCause() == null ? e : e.getCause());
        }
      }
      dealer.get();
    } catch (ExecutionException e) {
      errors.add(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted", e);
    }
    if (errors.isEmpty()) {
      return results;
    }
    // Who finds a channel closed fails because another did.
    Throwable cause =
        errors.stream()
            .filter(e -> !(e instanceof LensException l && isConsequence(l)))
            .findFirst()
            .orElse(errors.getFirst());
    throw cause instanceof RuntimeException r
        ? r
        : LensException.internal("party-failed", "a server failed: " + cause);
  }

  private static boolean isConsequence(LensException e) {
    return e.kind() == ErrorKind.RESOURCES || e.code().equals("channel-closed");
  }
}
