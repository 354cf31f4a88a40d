package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.spi.PartyContext;

/**
 * One of the two servers of a {@link TwoServers} run, as a plugin sees it.
 *
 * @param peer channel to the other server
 * @param ledger what was opened
 */
public record Server(
    Arithmetic arithmetic, PartyChannel peer, DealerClient dealer, OpeningLedger ledger)
    implements PartyContext {

  /** 1 or 2. */
  public int number() {
    return arithmetic.party();
  }

  @Override
  public PartyChannel channel(int party) {
    if (party != peer.peer()) {
      throw new IllegalArgumentException("no channel from " + number() + " to " + party);
    }
    return peer;
  }

  /** The same server with another dealer, for tests that tamper with its material. */
  public Server withDealer(DealerClient other) {
    return new Server(arithmetic, peer, other, ledger);
  }
}
