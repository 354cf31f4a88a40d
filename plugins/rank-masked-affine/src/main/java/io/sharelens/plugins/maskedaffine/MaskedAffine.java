package io.sharelens.plugins.maskedaffine;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Ranking;
import java.util.Arrays;

/**
 * FLSIR section VI-C: the servers open y = k x + b for a secret k &gt; 0 and a secret b of the
 * dealer's choice, new in every query, and sort.
 *
 * <p>Two servers and a dealer, semi-honest. With x masked by a: e = x - a is exchanged, then y = k
 * e + (k a + b) is opened: 2 rounds, 16 n bytes over both servers, 4 n + 4 bytes from the dealer.
 *
 * <p>Leaks to both servers: <b>all differences of scores, exactly</b>. They are multiples of k,
 * whose greatest common divisor is k as soon as there are a few; then only b hides the scores, and
 * scores are bounded. So the servers learn the whole order of the searched pictures and how far
 * each is from the others. The range leaves k only 2^30 / bound values, a handful for index-flat; a
 * larger k would wrap and lose the order. The dealer sees n and the public bound.
 */
final class MaskedAffine implements Ranking {
  static final Opening OPENING = new Opening("rank.masked-distances");

  private final PartyContext context;

  MaskedAffine(PartyContext context) {
    this.context = context;
  }

  @Override
  public int[] top(Candidates candidates, int k) {
    int n = candidates.scores().size();
    if (k < 1 || k > n) {
      throw LensException.internal("bad-k", k + " of " + n + " candidates");
    }
    int[] y = open(candidates, n);
    return nearest(y, tieBreak(context.arithmetic().joint(), n), k);
  }

  private int[] open(Candidates candidates, int n) {
    Arithmetic arithmetic = context.arithmetic();
    int bound = Math.max(1, candidates.bound());
    var material =
        AffineCorrelation.read(
            context.dealer().blocks(AffineCorrelation.KIND, n, n, bound).reader(0), n);
    int[] x = AdditiveTensor.shareOf(candidates.scores());
    int[] masked = new int[n];
    for (int i = 0; i < n; i++) {
      masked[i] = x[i] - material.masks()[i];
    }
    int[] theirs = new int[n];
    Words.exchange(context.channel(3 - arithmetic.party()), masked, theirs);
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = material.factor() * (masked[i] + theirs[i]) + material.mapped()[i];
    }
    return arithmetic.open(new AdditiveTensor(candidates.scores().shape(), y), OPENING);
  }

  /** Random words that both servers have in common, so that ties favour no position. */
  private static int[] tieBreak(Prg joint, int n) {
    int[] words = new int[n];
    joint.ints(words);
    return words;
  }

  private static int[] nearest(int[] y, int[] tieBreak, int k) {
    Integer[] order = new Integer[y.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (i, j) ->
            y[i] != y[j]
                ? Integer.compare(y[i], y[j])
                : tieBreak[i] != tieBreak[j]
                    ? Integer.compare(tieBreak[i], tieBreak[j])
                    : Integer.compare(i, j));
    int[] top = new int[k];
    Arrays.setAll(top, i -> order[i]);
    return top;
  }
}
