package io.sharelens.node.session;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.dealer.StockedDealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.spi.PartyContext;
import java.security.SecureRandom;

/** A computing node's means in one session with two servers and a dealer. One thread uses it. */
public final class ServerSession implements PartyContext, AutoCloseable {
  private final int party;
  private final PartyChannel peer;
  private final PartyChannel toDealer;
  private final ChannelDealerClient live;
  private final DealerClient dealer;
  private final Arithmetic arithmetic;

  /**
   * Agrees with the other server on a seed that the dealer never sees.
   *
   * @param party 1 or 2
   * @param peer channel to the other server
   * @param toDealer channel to the dealer
   * @param stock what this session may use of the material kept here
   */
  public ServerSession(
      int party,
      PartyChannel peer,
      PartyChannel toDealer,
      SecureRandom random,
      OpeningLedger ledger,
      MaterialStock stock) {
    this.party = party;
    this.peer = peer;
    this.toDealer = toDealer;
    this.live = new ChannelDealerClient(toDealer, random);
    this.dealer = new StockedDealerClient(live, party, stock);
    this.arithmetic =
        new TwoServerArithmetic(
            peer, dealer, PairwiseSeed.agree(peer, random), KernelProvider.get(), ledger);
  }

  @Override
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  @Override
  public PartyChannel channel(int number) {
    if (number == peer.peer()) {
      return peer;
    }
    throw LensException.internal(
        "no-channel", "party " + party + " has no channel to party " + number);
  }

  @Override
  public DealerClient dealer() {
    return dealer;
  }

  /** Online and offline bytes and rounds so far, as this node sees them. */
  public Cost cost() {
    var online = peer.meter().read();
    var offline = toDealer.meter().read();
    return new Cost(online.rounds(), online.bytes(), offline.bytes());
  }

  /** Tells the dealer that nothing more will be asked for. */
  public void end() {
    live.end();
  }

  /** Frees what a session that failed before its {@link #end} holds. */
  @Override
  public void close() {
    live.close();
  }

  /**
   * @param rounds exchanges with the other server
   * @param onlineBytes to and from the other server
   * @param offlineBytes to and from the dealer
   */
  public record Cost(long rounds, long onlineBytes, long offlineBytes) {
    public Cost minus(Cost earlier) {
      return new Cost(
          rounds - earlier.rounds,
          onlineBytes - earlier.onlineBytes,
          offlineBytes - earlier.offlineBytes);
    }
  }
}
