package io.sharelens.cli.bench;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.spi.PartyContext;

/**
 * One of two servers with a dealer.
 *
 * @param peer channel to the other server
 */
record TwoContext(Arithmetic arithmetic, PartyChannel peer, DealerClient dealer)
    implements PartyContext {
  @Override
  public PartyChannel channel(int party) {
    return peer;
  }
}
