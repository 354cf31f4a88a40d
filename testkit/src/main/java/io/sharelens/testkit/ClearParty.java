package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;

/** One of {@link ClearParties}. It has no channels and no dealer: nothing here needs them. */
public final class ClearParty implements PartyContext {
  private final ClearArithmetic arithmetic;
  private final OpeningLedger ledger = new OpeningLedger();

  ClearParty(int party, Lockstep lockstep, ClearRules rules) {
    this.arithmetic = new ClearArithmetic(party, lockstep, rules, ledger);
  }

  /** A secret, in the clear. */
  public SharedTensor input(Shape shape, int... values) {
    return new ClearTensor(shape, values.clone());
  }

  /** What a tensor stands for; for the test's eyes, not recorded as an opening. */
  public int[] reveal(SharedTensor tensor) {
    return ClearTensor.of(tensor).clone();
  }

  public ComparisonProtocol comparison() {
    return new ClearComparison(arithmetic);
  }

  /** What the program opened. */
  public OpeningLedger ledger() {
    return ledger;
  }

  @Override
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  @Override
  public PartyChannel channel(int party) {
    throw LensException.internal("no-channel", "clear-text parties have no channels");
  }

  @Override
  public DealerClient dealer() {
    throw LensException.internal("no-dealer", "clear-text parties have no dealer");
  }
}
