package io.sharelens.plugins.securesort;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.plugins.securesort.Merge.Pairs;
import io.sharelens.plugins.securesort.Network.Level;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.Ranking;
import java.util.Arrays;
import java.util.List;

/**
 * The k nearest in order: candidates with their ids go through a sorting network under encryption;
 * the ids that come out are opened, nothing else.
 *
 * <p><b>Secure sort pair.</b> Of two (score, id) pairs, {@code b = [right < left]} is one
 * comparison of the difference; one selection by b gives score and id of the smaller, and what is
 * left of the sums is the larger. <b>Secure sorting.</b> {@link Network}: all pairs of a layer are
 * one batch.
 *
 * <p>Works over any arithmetic; semi-honest as that is. Before the network the candidates are
 * shuffled by a permutation that nobody knows ({@link Arithmetic#shuffle}). It decides between
 * equal scores: they come in uniformly random order, and the opened order says no more than that of
 * a random tie-break would. A tie-break within the comparison would need two of them.
 *
 * <p>Leaks: the returned ids, nearest first. Sizes of batches depend on n and k alone. Cost: one
 * comparison and one selection of two words for each pair of the network, one after the other in
 * every layer; a shuffle of two columns and one opening of k words.
 *
 * <p>Range: scores within +-bound, bound &lt; 2^29, so differences are below 2^30 in size.
 */
final class SecureSort implements Ranking {
  static final Opening IDS = new Opening("rank.sorted-ids");
  private static final int BOUND_LIMIT = 1 << 29;

  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;

  SecureSort(Arithmetic arithmetic, ComparisonProtocol compare) {
    this.arithmetic = arithmetic;
    this.compare = compare;
  }

  @Override
  public int[] top(Candidates candidates, int k) {
    int n = candidates.scores().size();
    if (k < 1 || k > n || candidates.bound() >= BOUND_LIMIT) {
      throw LensException.internal(
          "bad-k", k + " of " + n + " candidates with bound " + candidates.bound());
    }
    int[] ids = new int[n];
    Arrays.setAll(ids, i -> i);
    List<SharedTensor> shuffled =
        arithmetic.shuffle(
            List.of(
                arithmetic.reshape(candidates.scores(), Shape.of(n)),
                arithmetic.constant(Shape.of(n), ids)));
    Records records = new Records(shuffled.get(0), shuffled.get(1));
    int bits = differenceBits(candidates.bound());
    Network network = new Network(n, k);
    for (int[] runs = network.start(); runs.length > 1; ) {
      Level level = network.level(runs);
      for (Pairs pairs : level.layers()) {
        records = sortPairs(records, pairs, bits);
      }
      records = gather(records, level.result());
      runs = level.runs();
    }
    return checked(arithmetic.open(records.ids, IDS), n);
  }

  /** Scores and ids of candidates, [m] each. */
  private record Records(SharedTensor scores, SharedTensor ids) {}

  /** Puts the smaller of each pair to its low element and the other to its high element. */
  private Records sortPairs(Records all, Pairs pairs, int bits) {
    Records left = gather(all, pairs.low());
    Records right = gather(all, pairs.high());
    SharedBits swap = compare.negative(arithmetic.subtract(right.scores, left.scores), bits);
    List<SharedTensor> smaller =
        arithmetic.selectColumns(
            swap, List.of(left.scores, left.ids), List.of(right.scores, right.ids));
    int[] from = sources(all.scores.size(), pairs);
    return new Records(
        replaced(all.scores, left.scores, right.scores, smaller.get(0), from),
        replaced(all.ids, left.ids, right.ids, smaller.get(1), from));
  }

  /** The elements with the smaller and, as the rest of the sum, the larger of each pair. */
  private SharedTensor replaced(
      SharedTensor all, SharedTensor left, SharedTensor right, SharedTensor smaller, int[] from) {
    SharedTensor larger = arithmetic.subtract(arithmetic.add(left, right), smaller);
    SharedTensor together =
        arithmetic.concat(
            List.of(all, smaller, larger), Shape.of(all.size() + smaller.size() + larger.size()));
    return arithmetic.gather(together, from, Shape.of(from.length));
  }

  /** Where each of m elements comes from among (m elements, smaller ones, larger ones). */
  private static int[] sources(int m, Pairs pairs) {
    int[] from = new int[m];
    Arrays.setAll(from, i -> i);
    for (int j = 0; j < pairs.count(); j++) {
      from[pairs.low()[j]] = m + j;
      from[pairs.high()[j]] = m + pairs.count() + j;
    }
    return from;
  }

  private Records gather(Records all, int[] index) {
    Shape shape = Shape.of(index.length);
    return new Records(
        arithmetic.gather(all.scores, index, shape), arithmetic.gather(all.ids, index, shape));
  }

  /** Bits of a difference of two scores. */
  private static int differenceBits(int bound) {
    return Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(2L * bound) + 1);
  }

  private static int[] checked(int[] ids, int n) {
    boolean[] seen = new boolean[n];
    for (int id : ids) {
      if (id < 0 || id >= n || seen[id]) {
        throw LensException.protocol(
            "bad-id", "a party broke the ranking: opened ids are not different ones of 0.." + n);
      }
      seen[id] = true;
    }
    return ids;
  }
}
