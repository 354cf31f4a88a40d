package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.vector.Rows;
import io.sharelens.spi.vector.UnitRows;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest centroid of every row: secure distances, then a tournament over the centroids for all
 * rows at once, whose winner is opened. Of centroids that are equally near to within rounding any
 * may win.
 *
 * <p>Any arithmetic, semi-honest as that is. All computing parties learn the number of the nearest
 * centroid of each row ({@link #CLUSTERS}) and nothing else. For c centroids and a batch of rows:
 * one product, then ceil(log2 c) levels of one batch of comparisons, 1 round to the ring and 1
 * product each, and 1 round to open; c - 1 comparisons a row. With two servers a batch opens the
 * masked centroids, c * dimension words, however many rows it has.
 *
 * <p>Ranges: a centroid in the role of a query has 28 fraction bits less those of a row, so that
 * scores are below 2^28 (1 + 2^-9) and their differences below 2^30.
 */
final class NearestCentroid {
  static final Opening CLUSTERS = new Opening("index.clusters");

  /** Scores of one batch: bounds memory. */
  private static final int BATCH = 1 << 20;

  private static final int SCORE_FRACTION = 28;
  private static final int DIFFERENCE_BITS = 31;

  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;
  private final UnitRows units;

  NearestCentroid(Arithmetic arithmetic, ComparisonProtocol compare, UnitRows units) {
    this.arithmetic = arithmetic;
    this.compare = compare;
    this.units = units;
  }

  /**
   * @param centroids unit vectors with as many fraction bits as rows have, [c, dimension]
   * @return for each row 0..c-1
   */
  int[] of(RowSet rows, SharedTensor centroids) {
    int c = centroids.shape().dim(0);
    int n = rows.size();
    if (c == 1) {
      return new int[n];
    }
    int drop = 2 * units.scale().unitFraction() - SCORE_FRACTION;
    SharedTensor queries = arithmetic.truncate(centroids, drop);
    int step = Math.max(1, BATCH / c);
    int[] all = new int[n];
    for (int from = 0; from < n; from += step) {
      int m = Math.min(step, n - from);
      int[] positions = IntStream.range(from, from + m).toArray();
      int[] nearest =
          arithmetic.open(winners(units.scores(queries, rows.pick(positions))), CLUSTERS);
      for (int i = 0; i < m; i++) {
        if (nearest[i] < 0 || nearest[i] >= c) {
          throw LensException.protocol(
              "bad-cluster", "a party broke the clustering: an opened cluster is not below " + c);
        }
        all[from + i] = nearest[i];
      }
    }
    return all;
  }

  /** For each column of [c, m] the number of the row with the smallest value, [m]. */
  private SharedTensor winners(SharedTensor scores) {
    int m = scores.shape().dim(1);
    SharedTensor values = scores;
    SharedTensor labels = labels(scores.shape().dim(0), m);
    while (values.shape().dim(0) > 1) {
      int left = values.shape().dim(0);
      int pairs = left / 2;
      SharedTensor rise = difference(values, pairs);
      SharedTensor turn = difference(labels, pairs);
      SharedTensor second =
          arithmetic.toArithmetic(
              compare.negative(arithmetic.reshape(rise, Shape.of(pairs * m)), DIFFERENCE_BITS));
      SharedTensor moved =
          arithmetic.multiply(
              arithmetic.concat(List.of(second, second), Shape.of(2 * pairs * m)),
              arithmetic.concat(List.of(rise, turn), Shape.of(2 * pairs * m)));
      values = next(values, half(moved, 0, pairs, m), left);
      labels = next(labels, half(moved, 1, pairs, m), left);
    }
    return arithmetic.reshape(labels, Shape.of(m));
  }

  private SharedTensor labels(int c, int m) {
    return arithmetic.constant(Shape.of(c, m), Rows.repeat(c, m));
  }

  /** Second minus first of each pair of rows. */
  private SharedTensor difference(SharedTensor a, int pairs) {
    return arithmetic.subtract(
        arithmetic.take(a, 0, 1, 2, pairs), arithmetic.take(a, 0, 0, 2, pairs));
  }

  private SharedTensor half(SharedTensor moved, int which, int pairs, int m) {
    SharedTensor both = arithmetic.reshape(moved, Shape.of(2, pairs * m));
    return arithmetic.reshape(arithmetic.take(both, 0, which, 1, 1), Shape.of(pairs, m));
  }

  /** Winners of the pairs, and the row that had no partner. */
  private SharedTensor next(SharedTensor a, SharedTensor moved, int left) {
    int pairs = left / 2;
    SharedTensor winners = arithmetic.add(arithmetic.take(a, 0, 0, 2, pairs), moved);
    return left % 2 == 0
        ? winners
        : arithmetic.join(List.of(winners, arithmetic.take(a, 0, left - 1, 1, 1)), 0);
  }
}
