package io.sharelens.mpc.replicated;

import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * One of three computing parties in one session: channels to the other two, a stream of randomness
 * with each of them that the third does not have, and one that all three have. Whatever draws from
 * a stream does so at both ends, in the same order and the same amounts. One thread uses it.
 *
 * <p>Party i holds parts i and i + 1 of a secret ({@link io.sharelens.mpc.ring.ReplicatedTensor});
 * part 1 is known to parties 1 and 3, part 2 to 1 and 2, part 3 to 2 and 3.
 */
public final class ReplicatedParty {
  public static final int PARTIES = 3;

  private final int self;
  private final PartyChannel toNext;
  private final PartyChannel toPrevious;
  private final Prg withNext;
  private final Prg withPrevious;
  private final Prg joint;
  private final Circle circle;

  private ReplicatedParty(
      PartyChannel toNext, PartyChannel toPrevious, Prg withNext, Prg withPrevious, Prg joint) {
    this.self = toNext.self();
    this.toNext = toNext;
    this.toPrevious = toPrevious;
    this.withNext = withNext;
    this.withPrevious = withPrevious;
    this.joint = joint;
    this.circle = new Circle(this, toNext, toPrevious);
  }

  /**
   * Agrees on fresh seeds for this session: one with each other party, and one of all three, to
   * which each contributes. Three exchanges.
   *
   * @param one channel to another party
   * @param other channel to the third party
   */
  public static ReplicatedParty agree(PartyChannel one, PartyChannel other, SecureRandom random) {
    int self = one.self();
    boolean inOrder = one.peer() == self % PARTIES + 1;
    PartyChannel toNext = inOrder ? one : other;
    PartyChannel toPrevious = inOrder ? other : one;
    if (other.self() != self
        || toNext.peer() != self % PARTIES + 1
        || toPrevious.peer() != (self + 1) % PARTIES + 1) {
      throw LensException.internal("bad-parties", "channels to both other parties are needed");
    }
    Seed next;
    Seed previous;
    // The pair (1, 2) first, then (1, 3), then (2, 3): no two parties wait for the third.
    if (toNext.peer() < toPrevious.peer()) {
      next = PairwiseSeed.agree(toNext, random);
      previous = PairwiseSeed.agree(toPrevious, random);
    } else {
      previous = PairwiseSeed.agree(toPrevious, random);
      next = PairwiseSeed.agree(toNext, random);
    }
    return new ReplicatedParty(
        toNext,
        toPrevious,
        new Prg(next, 0),
        new Prg(previous, 0),
        new Prg(joint(toNext, toPrevious, random), 0));
  }

  /** XOR of three seeds: each party sends its own to both others. */
  private static Seed joint(PartyChannel a, PartyChannel b, SecureRandom random) {
    byte[] sum = Seed.fresh(random).bytes();
    byte[] mine = sum.clone();
    for (PartyChannel channel : new PartyChannel[] {a, b}) {
      channel.send(ByteBuffer.wrap(mine.clone()));
    }
    for (PartyChannel channel : new PartyChannel[] {a, b}) {
      ByteBuffer in = ByteBuffer.allocate(Seed.BYTES);
      channel.receive(in);
      byte[] theirs = in.array();
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= theirs[i];
      }
    }
    return Seed.of(sum);
  }

  /** 1, 2 or 3. */
  public int self() {
    return self;
  }

  /** The party after this one, which holds this party's second part as its first. */
  public int next() {
    return toNext.peer();
  }

  /** The party before this one. */
  public int previous() {
    return toPrevious.peer();
  }

  /** The channel to another party. */
  public PartyChannel channel(int party) {
    return party == next() ? toNext : require(party, toPrevious);
  }

  /** The stream that this party and {@code party} have in common and the third does not have. */
  public Prg with(int party) {
    return party == next() ? withNext : require(party, withPrevious);
  }

  /** Messages from everybody to the party before. */
  public Circle circle() {
    return circle;
  }

  /** The stream of all three, for public random choices. */
  public Prg joint() {
    return joint;
  }

  /**
   * Counts a round in which this party has nothing to exchange. Rounds of a session are counted at
   * all three parties alike, whoever waits in them.
   */
  public void round() {
    toNext.meter().round();
  }

  /** Rounds so far. */
  public long rounds() {
    return toNext.meter().read().rounds() + toPrevious.meter().read().rounds();
  }

  private <T> T require(int party, T previous) {
    if (party != previous()) {
      throw LensException.internal(
          "no-channel", "party " + self + " has no channel to party " + party);
    }
    return previous;
  }
}
