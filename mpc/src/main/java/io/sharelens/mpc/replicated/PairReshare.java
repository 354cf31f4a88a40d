package io.sharelens.mpc.replicated;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;

/**
 * A replicated share of what two parties hold additively. Two of the new parts are fresh, each from
 * the stream of one of the two and the third party; the part that the two have in common is the sum
 * of what is left, which they exchange. The third party receives nothing; each of the two receives
 * a word that is masked by a stream it does not have. One round, 8 bytes an element.
 */
final class PairReshare {
  private PairReshare() {}

  /** Puts this party's additive words into {@code z[from .. to)}; called at the third party too. */
  @FunctionalInterface
  interface Maker {
    void make(int[] z, int from, int to);
  }

  /**
   * @param first the pair is this party and the one after it
   * @param maker called piece by piece in ascending order, before the streams are drawn from
   */
  static ReplicatedTensor run(ReplicatedParty party, int first, Shape shape, Maker maker) {
    int[] own = new int[shape.size()];
    int[] next = new int[own.length];
    if (party.self() == first) {
      side(party.channel(party.next()), party, party.previous(), own, next, maker);
    } else if (party.previous() == first) {
      side(party.channel(first), party, party.next(), next, own, maker);
    } else {
      third(party, own, next, maker);
    }
    return new ReplicatedTensor(shape, own, next);
  }

  /**
   * @param fresh receives the part in common with {@code third}
   * @param common receives the part in common with the peer
   */
  private static void side(
      PartyChannel peer, ReplicatedParty party, int third, int[] fresh, int[] common, Maker maker) {
    int n = fresh.length;
    peer.exchange(
        Circle.frames(n),
        f -> {
          int from = f * Circle.FRAME;
          int to = Math.min(n, from + Circle.FRAME);
          maker.make(common, from, to);
          party.with(third).ints(fresh, from, to);
          for (int i = from; i < to; i++) {
            common[i] -= fresh[i];
          }
          return Circle.frame(common, from, to);
        },
        (f, payload) -> {
          int from = f * Circle.FRAME;
          int[] theirs = new int[payload.remaining() / Integer.BYTES];
          Words.get(payload, theirs);
          for (int i = 0; i < theirs.length; i++) {
            common[from + i] += theirs[i];
          }
        });
  }

  private static void third(ReplicatedParty party, int[] own, int[] next, Maker maker) {
    int n = own.length;
    if (n > 0) {
      party.round();
    }
    for (int from = 0; from < n; from += Circle.FRAME) {
      int to = Math.min(n, from + Circle.FRAME);
      maker.make(own, from, to);
      party.with(party.previous()).ints(own, from, to);
      party.with(party.next()).ints(next, from, to);
    }
  }
}
