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
import java.security.SecureRandom;

/** A computing node's means in one session with two servers and a dealer. One thread uses it. */
public final class ServerSession implements ComputingSession {
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

  @Override
  public Cost cost() {
    var online = peer.meter().read();
    var offline = toDealer.meter().read();
    return new Cost(online.rounds(), online.bytes(), offline.bytes());
  }

  /** Tells the dealer that nothing more will be asked for. */
  @Override
  public void end() {
    live.end();
  }

  @Override
  public void close() {
    live.close();
  }
}
