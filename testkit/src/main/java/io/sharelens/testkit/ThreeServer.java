package io.sharelens.testkit;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.spi.PartyContext;
import java.util.function.Supplier;

/** One party of a {@link ThreeServers} run, as a plugin sees it. */
public final class ThreeServer implements PartyContext {
  private final ReplicatedArithmetic arithmetic;
  private final ReplicatedParty party;
  private final OpeningLedger ledger;
  private Reading offline = new Reading(0, 0);
  private boolean isOffline;

  ThreeServer(ReplicatedArithmetic arithmetic, ReplicatedParty party, OpeningLedger ledger) {
    this.arithmetic = arithmetic;
    this.party = party;
    this.ledger = ledger;
  }

  /**
   * What one party counted.
   *
   * @param rounds of the session
   * @param sentBytes that this party sent to both others
   */
  public record Reading(long rounds, long sentBytes) {
    Reading minus(Reading other) {
      return new Reading(rounds - other.rounds, sentBytes - other.sentBytes);
    }

    Reading plus(Reading other) {
      return new Reading(rounds + other.rounds, sentBytes + other.sentBytes);
    }
  }

  /** 1, 2 or 3. */
  public int number() {
    return party.self();
  }

  /** What was opened. */
  public OpeningLedger ledger() {
    return ledger;
  }

  @Override
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  @Override
  public PartyChannel channel(int other) {
    return party.channel(other);
  }

  @Override
  public ReplicatedParty replicated() {
    return party;
  }

  @Override
  public DealerClient dealer() {
    throw LensException.internal("no-dealer", "three servers have no dealer");
  }

  @Override
  public <T> T offline(Supplier<T> work) {
    if (isOffline) {
      return work.get();
    }
    isOffline = true;
    Reading before = read();
    try {
      return work.get();
    } finally {
      offline = offline.plus(read().minus(before));
      isOffline = false;
    }
  }

  Reading offlineCost() {
    return offline;
  }

  Reading read() {
    long sent = 0;
    for (int other : new int[] {party.next(), party.previous()}) {
      sent += party.channel(other).meter().read().sentBytes();
    }
    return new Reading(party.rounds(), sent);
  }
}
