package io.sharelens.plugins.falcon;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.replicated.ReplicatedParty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Products of planes that need nothing of each other: one round, 3 bits each over all parties. */
final class AndRound {
  private final Wire wire;
  private final List<long[]> products = new ArrayList<>();
  private final List<Consumer<Plane>> takers = new ArrayList<>();

  AndRound(Wire wire) {
    this.wire = wire;
  }

  /** Asks for {@code a & b}, which {@code taker} gets when the round is over. */
  void and(Plane a, Plane b, Consumer<Plane> taker) {
    long[] z = new long[a.own().length];
    for (int i = 0; i < z.length; i++) {
      z[i] = a.own()[i] & (b.own()[i] ^ b.next()[i]) ^ a.next()[i] & b.own()[i];
    }
    products.add(z);
    takers.add(taker);
  }

  /** Runs the round; each product is masked by a fresh zero share before it leaves its party. */
  void run() {
    if (products.isEmpty()) {
      return;
    }
    int words = products.getFirst().length;
    long[] own = new long[words * products.size()];
    long[] mask = new long[own.length];
    ReplicatedParty party = wire.party();
    Prg withNext = party.with(party.next());
    Prg withPrevious = party.with(party.previous());
    withNext.longs(own);
    withPrevious.longs(mask);
    for (int p = 0; p < products.size(); p++) {
      long[] z = products.get(p);
      for (int i = 0; i < words; i++) {
        own[p * words + i] ^= mask[p * words + i] ^ z[i];
      }
    }
    long[] next = wire.pass(own);
    for (int p = 0; p < takers.size(); p++) {
      takers
          .get(p)
          .accept(
              new Plane(
                  Arrays.copyOfRange(own, p * words, (p + 1) * words),
                  Arrays.copyOfRange(next, p * words, (p + 1) * words)));
    }
  }
}
