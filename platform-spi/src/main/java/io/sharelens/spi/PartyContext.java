package io.sharelens.spi;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.util.function.Supplier;

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

  /** Channels and common randomness of three computing parties; fails in a scheme with two. */
  default ReplicatedParty replicated() {
    throw LensException.internal("two-servers", "this session has two computing parties");
  }

  /**
   * Runs work among the computing parties that depends on no input: what it sends is metered as
   * offline, apart from all else. Called by all parties in the same order.
   */
  default <T> T offline(Supplier<T> work) {
    return work.get();
  }
}
