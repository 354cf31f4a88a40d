package io.sharelens.cli.bench;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.spi.PartyContext;
import java.util.function.Supplier;

/** One of three computing parties; what it does offline is metered apart. */
final class ThreeContext implements PartyContext {
  private final Arithmetic arithmetic;
  private final ReplicatedParty party;
  private Meter offline = new Meter(0, 0, 0);
  private boolean isOffline;

  ThreeContext(Arithmetic arithmetic, ReplicatedParty party) {
    this.arithmetic = arithmetic;
    this.party = party;
  }

  /**
   * What this party counted.
   *
   * @param sentBytes to both others
   */
  record Meter(double seconds, long sentBytes, long rounds) {
    Meter minus(Meter other) {
      return new Meter(seconds - other.seconds, sentBytes - other.sentBytes, rounds - other.rounds);
    }

    Meter plus(Meter other) {
      return new Meter(seconds + other.seconds, sentBytes + other.sentBytes, rounds + other.rounds);
    }
  }

  /** All so far, by the clock of this process. */
  Meter all() {
    long sent =
        channel(party.next()).meter().read().sentBytes()
            + channel(party.previous()).meter().read().sentBytes();
    return new Meter(System.nanoTime() / 1e9, sent, party.rounds());
  }

  /** What of it was offline. */
  Meter offline() {
    return offline;
  }

  @Override
  public <T> T offline(Supplier<T> work) {
    if (isOffline) {
      return work.get();
    }
    isOffline = true;
    Meter before = all();
    try {
      return work.get();
    } finally {
      offline = offline.plus(all().minus(before));
      isOffline = false;
    }
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
}
