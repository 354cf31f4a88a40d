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
  private static final Cost NOTHING = new Cost(0, 0, 0);

  private final ReplicatedParty party;
  private final PartyChannel[] channels;
  private final Arithmetic arithmetic;

  /** Spent offline so far, by link. */
  private final Cost[] offline = {NOTHING, NOTHING};

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
    Cost[] before = {all(0), all(1)};
    nowOffline = true;
    try {
      return work.get();
    } finally {
      nowOffline = false;
      for (int i = 0; i < offline.length; i++) {
        offline[i] = offline[i].plus(all(i).minus(before[i]));
      }
    }
  }

  @Override
  public Cost cost() {
    return link(0).plus(link(1));
  }

  /** As {@link #cost}, of the link to one other server alone. */
  public Cost cost(int other) {
    return link(channels[0].peer() == other ? 0 : 1);
  }

  @Override
  public void end() {
    // Nobody waits for a sign: all three know when the programme is over.
  }

  @Override
  public void close() {
    // The channels belong to the session's run.
  }

  /** What went over a link, as if all of it were online. */
  private Cost all(int i) {
    Reading r = channels[i].meter().read();
    return new Cost(r.rounds(), r.bytes(), 0);
  }

  /** Every round counts at one of the links, at all three servers alike. */
  private Cost link(int i) {
    Cost online = all(i).minus(offline[i]);
    return new Cost(online.rounds(), online.onlineBytes(), offline[i].onlineBytes());
  }
}
