package io.sharelens.mpc.replicated;

import io.sharelens.mpc.dealer.Permutations;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A secret permutation as three in a row, each known to one pair of parties and drawn from their
 * stream: the pair holds the secret additively, permutes and shares it afresh. Each party lacks one
 * of the three, so nobody knows the whole. Three rounds, 24 bytes an element; a party that does not
 * know a step's permutation receives nothing in it but fresh randomness.
 */
final class SecretShuffle {
  private SecretShuffle() {}

  static List<SharedTensor> run(ReplicatedParty party, List<SharedTensor> columns) {
    int n = columns.getFirst().size();
    for (SharedTensor c : columns) {
      if (c.size() != n) {
        throw LensException.internal("bad-shape", "columns of different lengths");
      }
    }
    int[] own = new int[Math.multiplyExact(columns.size(), n)];
    int[] next = new int[own.length];
    for (int c = 0; c < columns.size(); c++) {
      ReplicatedTensor column = ReplicatedTensor.of(columns.get(c));
      System.arraycopy(column.own(), 0, own, c * n, n);
      System.arraycopy(column.next(), 0, next, c * n, n);
    }
    ReplicatedTensor all = new ReplicatedTensor(Shape.of(own.length), own, next);
    for (int first = 1; first <= ReplicatedParty.PARTIES; first++) {
      all = step(party, first, all, n);
    }
    List<SharedTensor> result = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      result.add(
          new ReplicatedTensor(
              columns.get(c).shape(),
              Arrays.copyOfRange(all.own(), c * n, (c + 1) * n),
              Arrays.copyOfRange(all.next(), c * n, (c + 1) * n)));
    }
    return result;
  }

  /** {@code first} has parts i and i + 1 to add, the party after it has part i + 2. */
  private static ReplicatedTensor step(
      ReplicatedParty party, int first, ReplicatedTensor all, int n) {
    Shape shape = all.shape();
    boolean leads = party.self() == first;
    if (!leads && party.previous() != first) {
      return PairReshare.run(party, first, shape, (z, from, to) -> {});
    }
    int other = leads ? party.next() : first;
    int[] permutation = Permutations.draw(party.with(other), n);
    int[] own = all.own();
    int[] next = all.next();
    return PairReshare.run(
        party,
        first,
        shape,
        (z, from, to) -> {
          for (int i = from; i < to; ) {
            int column = i - i % n;
            int end = Math.min(to, column + n);
            for (; i < end; i++) {
              int at = column + permutation[i - column];
              z[i] = leads ? own[at] + next[at] : next[at];
            }
          }
        });
  }
}
