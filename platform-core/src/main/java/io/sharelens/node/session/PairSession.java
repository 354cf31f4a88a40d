package io.sharelens.node.session;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.spi.PartyContext;
import java.security.SecureRandom;

/** A computing node's means in a session of two servers without a dealer. One thread uses it. */
public final class PairSession implements PartyContext {
  private static final DealerClient NONE =
      (kind, count, params) -> {
        throw LensException.internal(
            "no-dealer", "a session without a dealer asked for " + count + " of " + kind);
      };

  private final PartyChannel peer;
  private final Arithmetic arithmetic;

  /**
   * @param peer channel to the other server
   */
  public PairSession(PartyChannel peer, SecureRandom random, OpeningLedger ledger) {
    this.peer = peer;
    this.arithmetic =
        new TwoServerArithmetic(
            peer, NONE, PairwiseSeed.agree(peer, random), KernelProvider.get(), ledger);
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
    throw LensException.internal("no-channel", "there is no channel to party " + number);
  }

  @Override
  public DealerClient dealer() {
    return NONE;
  }
}
