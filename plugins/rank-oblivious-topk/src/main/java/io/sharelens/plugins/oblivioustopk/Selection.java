package io.sharelens.plugins.oblivioustopk;

import io.sharelens.mpc.random.JointRandom;
import java.util.Arrays;

/**
 * Finds the k smallest of n pairwise different keys by comparisons in few batches (Floyd and
 * Rivest, CACM 18(3), 1975, with one pivot a level).
 *
 * <p>A level orders a small random sample by comparing all its pairs in one batch, and takes as
 * pivot the sample's key just above the expected rank of the k-th (just below it where k is more
 * than half); one more batch compares the pivot with all others. What lies wholly on one side is
 * decided. A few keys are ordered at once, without a pivot. The number of active keys falls with
 * every level, whatever the comparisons say, so it always ends.
 *
 * <p>Expected comparisons [simulated]: 2.2 n in 4 batches for k = 10 of 1000, 1.2 n in 5 for 10 of
 * 10,000, 1.42 n in 7 for 50 of 10,000, 1.15 n in 5 for 50 of 100,000; 4.6 n in 9 for 500 of 1000.
 */
final class Selection {
  /** Pairs that are ordered in one batch however few keys there are: it saves rounds. */
  private static final int ORDERED_PAIRS = 1 << 11;

  /** Pairs of a sample however few keys there are. */
  private static final int SAMPLE_PAIRS = 1 << 9;

  /** A sample has as many pairs as one in so many keys. */
  private static final int KEYS_PER_SAMPLE_PAIR = 20;

  /** As many pairs as one in so many keys are ordered in one batch. */
  private static final int KEYS_PER_ORDERED_PAIR = 10;

  /** Standard deviations by which the pivot lies beyond where the k-th is expected. */
  private static final double MARGIN = 1.5;

  /** Compares key {@code left[j]} with key {@code right[j]} for all j at once. */
  @FunctionalInterface
  interface Compare {
    boolean[] below(int[] left, int[] right);
  }

  private final Compare compare;
  private final JointRandom random;

  Selection(Compare compare, JointRandom random) {
    this.compare = compare;
    this.random = random;
  }

  /** The k smallest of the keys 0..n-1, in no particular order; 1 &lt;= k &lt;= n. */
  int[] smallest(int n, int k) {
    int[] active = new int[n];
    Arrays.setAll(active, i -> i);
    int[] found = new int[k];
    int count = 0;
    int small = keysOf(Math.max(ORDERED_PAIRS, n / KEYS_PER_ORDERED_PAIR));
    while (true) {
      int wanted = k - count;
      if (wanted == active.length) {
        System.arraycopy(active, 0, found, count, wanted);
        return found;
      }
      if (wanted == 0) {
        return found;
      }
      if (active.length <= small) {
        System.arraycopy(ordered(active), 0, found, count, wanted);
        return found;
      }
      int[] split = split(active, wanted);
      int below = split[split.length - 1];
      if (below <= wanted) {
        System.arraycopy(split, 0, found, count, below);
        count += below;
        active = Arrays.copyOfRange(split, below, active.length);
      } else {
        active = Arrays.copyOf(split, below);
      }
    }
  }

  /**
   * One level: the active keys with the smaller side of the pivot first, then how many these are.
   * The pivot itself goes where it gets decided: to the smaller side if that side is wanted whole.
   */
  private int[] split(int[] active, int wanted) {
    int n = active.length;
    int size = sampleSize(n);
    random.shuffle(active, size);
    int[] sample = ordered(Arrays.copyOf(active, size));
    int rank = pivotRank(n, size, wanted);
    int[] rest = Arrays.copyOfRange(active, size, n);
    int[] pivots = new int[rest.length];
    Arrays.fill(pivots, sample[rank]);
    boolean[] restBelow = compare.below(rest, pivots);
    int smaller = rank;
    for (boolean b : restBelow) {
      smaller += b ? 1 : 0;
    }
    int low = smaller < wanted ? smaller + 1 : smaller;
    int[] result = new int[n + 1];
    int down = 0;
    int up = low;
    for (int i = 0; i < size; i++) {
      if (i < rank || i == rank && low > smaller) {
        result[down++] = sample[i];
      } else {
        result[up++] = sample[i];
      }
    }
    for (int i = 0; i < rest.length; i++) {
      if (restBelow[i]) {
        result[down++] = rest[i];
      } else {
        result[up++] = rest[i];
      }
    }
    result[n] = low;
    return result;
  }

  /** Keys in ascending order, by all pairs in one batch. */
  private int[] ordered(int[] keys) {
    int m = keys.length;
    int pairs = m * (m - 1) / 2;
    int[] left = new int[pairs];
    int[] right = new int[pairs];
    int p = 0;
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m; j++, p++) {
        left[p] = keys[i];
        right[p] = keys[j];
      }
    }
    boolean[] below = pairs == 0 ? new boolean[0] : compare.below(left, right);
    int[] rank = new int[m];
    p = 0;
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m; j++, p++) {
        rank[below[p] ? j : i]++;
      }
    }
    int[] sorted = new int[m];
    for (int i = 0; i < m; i++) {
      sorted[rank[i]] = keys[i];
    }
    return sorted;
  }

  /** Half of the keys at most, so that a level decides something. */
  private static int sampleSize(int n) {
    return Math.min(n / 2, keysOf(Math.max(SAMPLE_PAIRS, n / KEYS_PER_SAMPLE_PAIR)));
  }

  /** The largest m with m (m - 1) / 2 at most {@code pairs}. */
  private static int keysOf(int pairs) {
    return (int) ((1 + Math.sqrt(1 + 8.0 * pairs)) / 2);
  }

  /** Rank of the sample's element that lies a margin beyond where the k-th is expected. */
  private static int pivotRank(int n, int size, int wanted) {
    double share = (double) wanted / n;
    double expected = share * (size + 1) - 1;
    double spread = MARGIN * Math.sqrt(share * (1 - share) * size);
    double rank = 2 * wanted <= n ? Math.ceil(expected + spread) : Math.floor(expected - spread);
    // Never the very end: one key of the sample among the k would spoil the level, at a pass more.
    return (int) Math.clamp(rank, 1.0, size - 2.0);
  }
}
