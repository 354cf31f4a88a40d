package io.sharelens.cli.evaluate.index;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.spi.PartyContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One computing party of {@link LocalServers}, as a plugin sees it, with its meters. */
final class LocalServer implements PartyContext {
  private final Arithmetic arithmetic;
  private final List<PartyChannel> peers;
  private final @Nullable DealerClient dealer;
  private final @Nullable PartyChannel dealerChannel;
  private final @Nullable ReplicatedParty replicated;

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
   * @param rounds between servers
   * @param sentBytes to other servers
   * @param dealtBytes from the dealer
   */
  record Cost(double seconds, long rounds, long sentBytes, long dealtBytes) {
    Cost minus(Cost before) {
      return new Cost(
          seconds - before.seconds,
          rounds - before.rounds,
          sentBytes - before.sentBytes,
          dealtBytes - before.dealtBytes);
    }
  }

  Cost cost() {
    long rounds =
        replicated == null ? peers.getFirst().meter().read().rounds() : replicated.rounds();
    long sent = peers.stream().mapToLong(c -> c.meter().read().sentBytes()).sum();
    long dealt = dealerChannel == null ? 0 : dealerChannel.meter().read().receivedBytes();
    return new Cost(System.nanoTime() * 1e-9, rounds, sent, dealt);
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
