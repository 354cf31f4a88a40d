package io.sharelens.spi;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;

/**
 * What the platform hands to a plugin for one session of one party. A plugin makes no channel,
 * randomness or thread of its own.
 */
public interface PartyContext {
  Arithmetic arithmetic();

  /** The channel to another computing party (1-based). */
  PartyChannel channel(int party);

  /** The link to the dealer; fails in a scheme that has none. */
  DealerClient dealer();
}
