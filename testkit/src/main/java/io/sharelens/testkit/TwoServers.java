package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.channel.InMemoryChannel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.random.Seed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two servers and a dealer as three threads of this JVM, over in-memory channels. A run is one
 * session: it starts with fresh seeds, runs the same program at both servers, ends the dealer, and
 * checks that nothing was left unread.
 */
public final class TwoServers {
  private final List<Correlation> correlations = new ArrayList<>();
  private RandomSource random = RandomSource.secure();
  private MaskRows rows = new MemoryMaskRows();
  private boolean recording;

  /** What both servers run; the same for both, apart from {@code server.number()}. */
  @FunctionalInterface
  public interface PartyProgram<R> {
    R run(Server server) throws Exception;
  }

  /** A harness whose dealer knows the base correlations and {@code more}. */
  public TwoServers(Collection<? extends Correlation> more) {
    correlations.addAll(BaseCorrelations.all());
    correlations.addAll(more);
  }

  /** A harness whose dealer knows the base correlations. */
  public TwoServers() {
    this(List.of());
  }

  /** Takes all randomness of the parties from {@code source}. */
  public TwoServers random(RandomSource source) {
    random = source;
    return this;
  }

  /** Uses these rows of B, which several runs may share. */
  public TwoServers rows(MaskRows maskRows) {
    rows = maskRows;
    return this;
  }

  /** Keeps every message and field of material of the next runs. */
  public TwoServers recording() {
    recording = true;
    return this;
  }

  /**
   * Runs one session.
   *
   * @throws RuntimeException what the first party that failed threw
   */
  public <R> Run<R> run(PartyProgram<R> program) {
    InMemoryChannel.Pair servers = InMemoryChannel.pair(1, 2);
    InMemoryChannel.Pair firstDealer = InMemoryChannel.pair(1, 3);
    InMemoryChannel.Pair secondDealer = InMemoryChannel.pair(2, 3);
    RecordingChannel toFirst = new RecordingChannel(firstDealer.second());
    RecordingChannel toSecond = new RecordingChannel(secondDealer.second());
    DealerService service = new DealerService(toFirst, toSecond, correlations, rows, random.of(3));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<Run.Side<R>> one =
          start(threads, servers.first(), firstDealer.first(), random.of(1), program);
      Future<Run.Side<R>> two =
          start(threads, servers.second(), secondDealer.first(), random.of(2), program);
      Future<?> three = threads.submit(service::run);
      Failures failures = new Failures();
      Run.Side<R> first = failures.result(one);
      Run.Side<R> second = failures.result(two);
      failures.result(three);
      failures.throwFirst();
      Sessions.requireDrained("server 2", servers.first(), servers.second());
      Sessions.requireDrained("server 1", servers.second(), servers.first());
      Sessions.requireDrained("the dealer", firstDealer.first(), firstDealer.second());
      Sessions.requireDrained("the dealer", secondDealer.first(), secondDealer.second());
      Sessions.requireDrained("server 1", firstDealer.second(), firstDealer.first());
      Sessions.requireDrained("server 2", secondDealer.second(), secondDealer.first());
      return new Run<>(first, second, new Run.DealerView(toFirst.received(), toSecond.received()));
    } finally {
      for (InMemoryChannel.Pair pair : List.of(servers, firstDealer, secondDealer)) {
        pair.first().close();
        pair.second().close();
      }
      threads.shutdownNow();
      Sessions.awaitEnd(threads);
    }
  }

  private <R> Future<Run.Side<R>> start(
      ExecutorService threads,
      PartyChannel peer,
      PartyChannel dealer,
      SecureRandom own,
      PartyProgram<R> program) {
    Callable<Run.Side<R>> server = () -> serve(peer, dealer, own, program);
    return threads.submit(
        () -> {
          try {
            return server.call();
          } catch (Exception | Error e) {
            peer.abort("server " + peer.self() + ": " + e.getMessage());
            dealer.abort("server " + peer.self() + ": " + e.getMessage());
            throw e;
          }
        });
  }

  private <R> Run.Side<R> serve(
      PartyChannel plainPeer, PartyChannel dealer, SecureRandom own, PartyProgram<R> program)
      throws Exception {
    try (ChannelDealerClient client = new ChannelDealerClient(dealer, own)) {
      return serve(plainPeer, dealer, client, own, program);
    }
  }

  private <R> Run.Side<R> serve(
      PartyChannel plainPeer,
      PartyChannel dealer,
      ChannelDealerClient client,
      SecureRandom own,
      PartyProgram<R> program)
      throws Exception {
    RecordingChannel recorded = new RecordingChannel(plainPeer);
    PartyChannel peer = recording ? recorded : plainPeer;
    RecordingDealer recordedDealer = new RecordingDealer(client);
    Seed pairwise = PairwiseSeed.agree(peer, own);
    recorded.forget();
    OpeningLedger ledger = new OpeningLedger();
    TwoServerArithmetic arithmetic =
        new TwoServerArithmetic(
            peer, recording ? recordedDealer : client, pairwise, KernelProvider.get(), ledger);
    Server server = new Server(arithmetic, peer, recording ? recordedDealer : client, ledger);
    ChannelMeter.Reading peerBefore = peer.meter().read();
    ChannelMeter.Reading dealerBefore = dealer.meter().read();
    long start = System.nanoTime();
    R result = program.run(server);
    double seconds = (System.nanoTime() - start) * 1e-9;
    ChannelMeter.Reading peerCost = peer.meter().read().minus(peerBefore);
    ChannelMeter.Reading dealerCost = dealer.meter().read().minus(dealerBefore);
    client.end();
    return new Run.Side<>(
        result,
        peerCost,
        dealerCost,
        ledger.counts(),
        seconds,
        recorded.sent(),
        recorded.received(),
        recordedDealer.fields());
  }
}
