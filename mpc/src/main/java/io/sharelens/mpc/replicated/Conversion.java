package io.sharelens.mpc.replicated;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;

/**
 * Between additive shares of servers 1 and 2 and replicated ones of all three. Party 3 may have
 * been the dealer of the additive shares: it knows all that they were masked with. On the way in it
 * receives nothing, and its parts are fresh; on the way out the shares get a mask that only 1 and 2
 * know. In: one round, 8 bytes an element. Out: no message.
 */
final class Conversion {
  private static final int[] NONE = {};

  private Conversion() {}

  /**
   * @param share this server's words; empty at party 3
   */
  static ReplicatedTensor in(ReplicatedParty party, Shape shape, int[] share) {
    int expected = party.self() == ReplicatedParty.PARTIES ? 0 : shape.size();
    if (share.length != expected) {
      throw LensException.internal(
          "bad-shape", "additive share of " + share.length + " words for shape " + shape);
    }
    return PairReshare.run(
        party,
        1,
        shape,
        (z, from, to) -> {
          if (expected > 0) {
            System.arraycopy(share, from, z, from, to - from);
          }
        });
  }

  /** This server's words; empty at party 3. */
  static int[] out(ReplicatedParty party, SharedTensor a) {
    ReplicatedTensor x = ReplicatedTensor.of(a);
    if (party.self() == ReplicatedParty.PARTIES) {
      return NONE;
    }
    int[] z = new int[x.size()];
    int[] next = x.next();
    if (party.self() == 1) {
      party.with(2).ints(z);
      int[] own = x.own();
      for (int i = 0; i < z.length; i++) {
        z[i] += own[i] + next[i];
      }
    } else {
      party.with(1).ints(z);
      for (int i = 0; i < z.length; i++) {
        z[i] = next[i] - z[i];
      }
    }
    return z;
  }
}
