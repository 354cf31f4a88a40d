package io.sharelens.cli.parties;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.spi.PartyContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One computing party of {@link LocalServers}, as a plugin sees it, with its meters. */
public final class LocalServer implements PartyContext {
  private final Arithmetic arithmetic;
  private final List<PartyChannel> peers;
  private final @Nullable DealerClient dealer;
  private final @Nullable PartyChannel dealerChannel;
  private final @Nullable ReplicatedParty replicated;
  private Cost offline = new Cost(0, 0, 0, 0);
  private boolean isOffline;

  /** One of two servers. */
  LocalServer(
      Arithmetic arithmetic, PartyChannel peer, DealerClient dealer, PartyChannel dealerChannel) {
    this.arithmetic = arithmetic;
    this.peers = List.of(peer);
    this.dealer = dealer;
    this.dealerChannel = dealerChannel;
    this.replicated = null;
  }

  /** One of three. */
  LocalServer(Arithmetic arithmetic, ReplicatedParty party) {
    this.arithmetic = arithmetic;
    this.peers = List.of(party.channel(party.next()), party.channel(party.previous()));
    this.dealer = null;
    this.dealerChannel = null;
    this.replicated = party;
  }

  /**
   * What a party counted so far.
   *
   * @param rounds between servers, but for what went on offline
   * @param sentBytes to other servers, but for what was sent offline
   * @param dealtBytes from the dealer, or sent offline
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
    long rounds =
        replicated == null ? peers.getFirst().meter().read().rounds() : replicated.rounds();
    long sent = peers.stream().mapToLong(c -> c.meter().read().sentBytes()).sum();
    long dealt = dealerChannel == null ? 0 : dealerChannel.meter().read().receivedBytes();
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
      return work.get();
    } finally {
      Cost spent = all().minus(before);
      offline = new Cost(0, offline.rounds + spent.rounds, offline.sentBytes + spent.sentBytes, 0);
      isOffline = false;
    }
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
    if (dealer == null) {
      throw LensException.internal("no-dealer", "three servers have no dealer");
    }
    return dealer;
  }

  @Override
  public ReplicatedParty replicated() {
    if (replicated == null) {
      throw LensException.internal("two-servers", "this session has two computing parties");
    }
    return replicated;
  }
}
