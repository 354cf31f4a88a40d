package io.sharelens.plugins.oblivioustopk;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.JointRandom;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.Ranking;
import java.util.Arrays;
import java.util.List;

/**
 * The k nearest as a set: shuffle, quickselect with opened comparisons, shuffle again, open ids.
 *
 * <p>Works over any arithmetic; semi-honest as that is. The opened bits are the order of uniformly
 * shuffled, pairwise different keys, so their distribution depends on n and k alone; three things
 * make this true:
 *
 * <ol>
 *   <li>No party and no dealer knows the whole shuffle ({@link Arithmetic#shuffle}), and pivots
 *       come from randomness that the dealer lacks ({@link Arithmetic#joint}): the dealer sees how
 *       many comparisons each level has, and could otherwise tell ranks.
 *   <li>Keys differ: a key is (score, tag), compared lexicographically, with tags that are a random
 *       permutation of 0..n-1 and travel through the shuffle. Equal scores would show otherwise.
 *   <li>The k winners are shuffled again before their tags are opened, so that no position of the
 *       compared list is linked to an id. They come back in no order.
 * </ol>
 *
 * <p>Leaks: the set of the returned ids. Cost: {@link Selection}'s comparisons of keys, each two
 * comparisons of words one after the other, the first in the small ring that holds a difference of
 * tags. A batch takes twice the rounds of a sign, 1 to bring t into the ring and 1 to open;
 * shuffles and ids take 5. With cmp-lut and k = 50 [metered]: 49 rounds, 3.5 MB over both servers
 * and 7.6 MB from the dealer for 100,000 candidates.
 *
 * <p>Range: scores within +-bound, bound &lt; 2^29. With t = [tag_i &lt; tag_p] the key of i is
 * below that of p exactly if 2 (score_i - score_p) + 1 - 2 t is negative, and its size is at most 4
 * bound + 1 &lt; 2^31.
 */
final class ObliviousTopK implements Ranking {
  static final Opening ORDER = new Opening("rank.shuffled-comparisons");
  static final Opening IDS = new Opening("rank.ids");
  private static final int BOUND_LIMIT = 1 << 29;

  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;

  ObliviousTopK(Arithmetic arithmetic, ComparisonProtocol compare) {
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
    if (k == n) {
      return range(n); // all ids are the result: there is nothing to find out
    }
    JointRandom random = new JointRandom(arithmetic.joint());
    int[] candidateOfTag = random.permutation(n);
    int[] tagOfCandidate = new int[n];
    for (int tag = 0; tag < n; tag++) {
      tagOfCandidate[candidateOfTag[tag]] = tag;
    }
    List<SharedTensor> keys =
        arithmetic.shuffle(
            List.of(
                arithmetic.reshape(candidates.scores(), Shape.of(n)),
                arithmetic.constant(Shape.of(n), tagOfCandidate)));
    Keys shuffled = new Keys(keys.get(0), keys.get(1), candidates.bound());
    int[] winners = new Selection((i, p) -> below(shuffled, i, p), random).smallest(n, k);
    int[] opened = open(arithmetic.gather(shuffled.tags, winners, Shape.of(k)));
    int[] top = new int[k];
    for (int i = 0; i < k; i++) {
      top[i] = candidateOfTag[tag(opened[i], n)];
    }
    Arrays.sort(top); // by position: says nothing about distance
    return top;
  }

  /**
   * Shuffled keys.
   *
   * @param scores at most {@code bound} in size
   * @param tags a permutation of 0..n-1
   */
  private record Keys(SharedTensor scores, SharedTensor tags, int bound) {
    /** Bits of a difference of tags. */
    int tagBits() {
      return signedBits(tags.size());
    }

    /** Bits of 2 (score - score') + 1 - 2 t. */
    int keyBits() {
      return signedBits(4L * bound + 1);
    }

    private static int signedBits(long size) {
      return Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size) + 1);
    }
  }

  /** Whether key {@code left[j]} is below key {@code right[j]}: one batch, opened. */
  private boolean[] below(Keys keys, int[] left, int[] right) {
    int n = left.length;
    SharedTensor tag = difference(keys.tags, left, right);
    SharedTensor t = arithmetic.toArithmetic(compare.negative(tag, keys.tagBits()));
    SharedTensor twice = arithmetic.multiplyPublic(difference(keys.scores, left, right), 2);
    SharedTensor key =
        arithmetic.addPublic(arithmetic.subtract(twice, arithmetic.multiplyPublic(t, 2)), 1);
    long[] bits = arithmetic.openBits(compare.negative(key, keys.keyBits()), ORDER);
    boolean[] result = new boolean[n];
    for (int j = 0; j < n; j++) {
      result[j] = (bits[j >> 6] >>> j & 1) != 0;
    }
    return result;
  }

  private SharedTensor difference(SharedTensor values, int[] left, int[] right) {
    Shape shape = Shape.of(left.length);
    return arithmetic.subtract(
        arithmetic.gather(values, left, shape), arithmetic.gather(values, right, shape));
  }

  private int[] open(SharedTensor winners) {
    return arithmetic.open(arithmetic.shuffle(List.of(winners)).getFirst(), IDS);
  }

  private static int tag(int opened, int n) {
    if (opened < 0 || opened >= n) {
      throw LensException.protocol(
          "bad-tag", "a party broke the ranking: an opened tag is not one of 0.." + (n - 1));
    }
    return opened;
  }

  private static int[] range(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
