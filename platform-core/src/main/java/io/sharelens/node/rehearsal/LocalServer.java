package io.sharelens.node.rehearsal;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.spi.PartyContext;
import java.util.List;
import java.util.function.Supplier;

/** One computing party of {@link LocalServers}, as a plugin sees it, with its meters. */
public final class LocalServer implements PartyContext {
  private final ComputingSession session;
  private final List<PartyChannel> peers;
  private final List<PartyChannel> dealer;
  private Cost offline = new Cost(0, 0, 0, 0);
  private boolean isOffline;

  /**
   * @param peers links to the other computing parties
   * @param dealer link to the dealer; none with three servers
   */
  LocalServer(ComputingSession session, List<PartyChannel> peers, List<PartyChannel> dealer) {
    this.session = session;
    this.peers = List.copyOf(peers);
    this.dealer = List.copyOf(dealer);
  }

  /**
   * What a party counted so far; sums over the parties are those of the links.
   *
   * @param rounds between servers, but for what went on offline
   * @param sentBytes to other servers, but for what was sent offline
   * @param dealtBytes from and to the dealer, or sent offline
   */
  public record Cost(double seconds, long rounds, long sentBytes, long dealtBytes) {
    public Cost minus(Cost before) {
      return new Cost(
          seconds - before.seconds,
          rounds - before.rounds,
          sentBytes - before.sentBytes,
          dealtBytes - before.dealtBytes);
    }
  }

  /** All so far. */
  public Cost cost() {
    Cost all = all();
    return new Cost(
        all.seconds,
        all.rounds - offline.rounds,
        all.sentBytes - offline.sentBytes,
        all.dealtBytes + offline.sentBytes);
  }

  /** As if all were online. */
  private Cost all() {
    long rounds = peers.stream().mapToLong(c -> c.meter().read().rounds()).sum();
    long sent = peers.stream().mapToLong(c -> c.meter().read().sentBytes()).sum();
    long dealt = dealer.stream().mapToLong(c -> c.meter().read().bytes()).sum();
    return new Cost(System.nanoTime() * 1e-9, rounds, sent, dealt);
  }

  @Override
  public <T> T offline(Supplier<T> work) {
    if (isOffline) {
      return work.get();
    }
    isOffline = true;
    Cost before = all();
    try {
      return session.offline(work);
    } finally {
      Cost spent = all().minus(before);
      offline = new Cost(0, offline.rounds + spent.rounds, offline.sentBytes + spent.sentBytes, 0);
      isOffline = false;
    }
  }

  @Override
  public Arithmetic arithmetic() {
    return session.arithmetic();
  }

  @Override
  public PartyChannel channel(int party) {
    return session.channel(party);
  }

  @Override
  public DealerClient dealer() {
    return session.dealer();
  }

  @Override
  public ReplicatedParty replicated() {
    return session.replicated();
  }
}
