package io.sharelens.node.session;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.channel.ChannelMeter.Reading;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** A node's means in one session of three computing servers. One thread uses it. */
public final class ReplicatedSession implements ComputingSession {
  private final ReplicatedParty party;
  private final PartyChannel[] channels;
  private final Arithmetic arithmetic;

  /** What was spent offline so far. */
  private Cost offline = new Cost(0, 0, 0);

  private boolean nowOffline;

  /**
   * Agrees with each of the other servers on seeds that the third one never sees.
   *
   * @param one channel to another server
   * @param other channel to the third server
   */
  public ReplicatedSession(
      PartyChannel one, PartyChannel other, SecureRandom random, OpeningLedger ledger) {
    this.channels = new PartyChannel[] {one, other};
    this.party = ReplicatedParty.agree(one, other, random);
    this.arithmetic = new ReplicatedArithmetic(party, KernelProvider.get(), ledger);
  }

  @Override
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  @Override
  public PartyChannel channel(int number) {
    return party.channel(number);
  }

  @Override
  public DealerClient dealer() {
    throw LensException.internal("no-dealer", "a scheme of three servers has no dealer");
  }

  @Override
  public ReplicatedParty replicated() {
    return party;
  }

  @Override
  public <T> T offline(Supplier<T> work) {
    if (nowOffline) {
      return work.get();
    }
    Cost before = all();
    nowOffline = true;
    try {
      return work.get();
    } finally {
      nowOffline = false;
      Cost spent = all().minus(before);
      offline =
          new Cost(
              offline.rounds() + spent.rounds(), offline.onlineBytes() + spent.onlineBytes(), 0);
    }
  }

  @Override
  public Cost cost() {
    Cost all = all();
    return new Cost(
        all.rounds() - offline.rounds(),
        all.onlineBytes() - offline.onlineBytes(),
        offline.onlineBytes());
  }

  @Override
  public void end() {
    // Nobody waits for a sign: all three know when the programme is over.
  }

  @Override
  public void close() {
    // The channels belong to the session's run.
  }

  /** Over both links. A round in which this node waits for both others counts once. */
  private Cost all() {
    long rounds = 0;
    long bytes = 0;
    for (PartyChannel c : channels) {
      Reading r = c.meter().read();
      rounds = Math.max(rounds, r.rounds());
      bytes += r.bytes();
    }
    return new Cost(rounds, bytes, 0);
  }
}
