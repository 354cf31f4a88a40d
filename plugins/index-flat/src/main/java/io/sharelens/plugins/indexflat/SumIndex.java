package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.vector.RowStore;
import io.sharelens.spi.vector.Rows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FLSIR's normalisation: a vector divided by the sum of its numbers. Scores are |v|^2 - 2 q.v of
 * the normalised vectors with 28 fraction bits: the squared Euclidean distance without the query's
 * own |q|^2. Features must not be negative (they come out of a ReLU).
 *
 * <p>Leaks: the sum of every feature (once, at intake) and of every query is opened. A zero vector
 * cannot be divided; it is given the distance of the farthest vectors, so that it ranks last; a
 * zero query gives scores |v|^2.
 *
 * <p>Normalised vectors need 20 fraction bits: their numbers are near 1/dimension. Their products
 * then have 40, while in the worst case (all in one number) q.v is 1. So a stored vector is kept in
 * two parts, v = h 2^10 + l with |l| &lt;= 2^10, and q.v = (q.h + q.l / 2^10) / 2^20 in units of
 * 2^-20: with sums of at most 2^20 - 2^11, q.h &lt;= (2^20 - 2^11)(2^10 - 2 + 1) and |q.l| &lt;=
 * (2^20 - 2^11) 2^10 are below 2^30. The same holds for v.v.
 *
 * <p>Rounds: intake 9, query 6; 1 more for each amount by which sums of 2^20 and above are cut.
 * Online, a query exchanges 4 * dimension words a server for the products, whatever the number of
 * rows, and 2 a row to cut the scores.
 */
final class SumIndex implements FeatureIndex {
  static final Opening FEATURE_SUMS = new Opening("index.feature-sums");
  static final Opening QUERY_SUM = new Opening("index.query-sum");
  private static final int MAX_DIMENSION = 1 << 14;
  private static final int SPLIT = 10;

  /** |v - q|^2 - |q|^2 lies in [-1, 1] with 28 fraction bits; 2^4 for truncations. */
  private static final int SCORE_BOUND = (1 << 28) + (1 << 4);

  private static final int FARTHEST = 1 << 28;

  private final Arithmetic arithmetic;
  private final int dimension;
  private final SumScale scale;
  private final RowStore store;

  SumIndex(FeatureSpec spec, Arithmetic arithmetic) {
    if (spec.dimension() < 1
        || spec.dimension() > MAX_DIMENSION
        || spec.bound() < 0
        || spec.bound() >= 1 << 30
        || (long) spec.bound() * spec.dimension() > Integer.MAX_VALUE
            && spec.normBound() * Math.sqrt(spec.dimension()) > Integer.MAX_VALUE) {
      throw LensException.user(
          "plan-does-not-hold",
          "index-flat with sums takes 1 to 16384 numbers whose sum is below 2^31, not " + spec);
    }
    this.arithmetic = arithmetic;
    this.dimension = spec.dimension();
    this.scale = new SumScale(arithmetic, dimension);
    this.store = new RowStore(arithmetic, 2 * dimension, 1);
  }

  @Override
  public int rowBytes() {
    return store.rowBytes();
  }

  @Override
  public void insert(SharedTensor features, long[] rowKeys, ByteBuffer out) {
    int n = rowKeys.length;
    if (n == 0) {
      return;
    }
    int[] sums = arithmetic.open(arithmetic.sumLast(features), FEATURE_SUMS);
    SharedTensor v = scale.divide(features, sums);
    SharedTensor high = arithmetic.truncate(v, SPLIT);
    SharedTensor low = arithmetic.subtract(v, arithmetic.multiplyPublic(high, 1 << SPLIT));
    SharedTensor square =
        fraction28(
            arithmetic.sumLast(arithmetic.multiply(v, high)),
            arithmetic.sumLast(arithmetic.multiply(v, low)));
    SharedTensor norm = arithmetic.addPublic(square, farthest(sums));
    SharedTensor rows = beside(high, low, n);
    store.write(arithmetic.fix(rows, rowKeys), arithmetic.reshape(norm, Shape.of(n, 1)), out);
  }

  @Override
  public List<Candidates> candidates(
      SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k) {
    int n = rows.size();
    int b = queries.shape().dim(0);
    int[] sums = arithmetic.open(arithmetic.sumLast(queries), QUERY_SUM);
    SharedTensor scores =
        n == 0
            ? arithmetic.constant(Shape.of(b, 0), new int[0])
            : scores(scale.divide(queries, sums), rows);
    List<Candidates> all = new ArrayList<>(b);
    for (int i = 0; i < b; i++) {
      SharedTensor own = arithmetic.reshape(arithmetic.take(scores, 0, i, 1, 1), Shape.of(n));
      all.add(new Candidates(own, Rows.range(n), SCORE_BOUND));
    }
    return all;
  }

  /** [b, dimension] to [b, rows]. */
  private SharedTensor scores(SharedTensor q, RowSet rows) {
    int n = rows.size();
    int b = q.shape().dim(0);
    SharedTensor products = store.products(twice(q), rows);
    SharedTensor dot =
        fraction28(arithmetic.take(products, 0, 0, 2, b), arithmetic.take(products, 0, 1, 2, b));
    int[] everywhere = new int[b * n];
    Arrays.setAll(everywhere, i -> i % n);
    SharedTensor norm = arithmetic.gather(store.readExtra(rows), everywhere, Shape.of(b, n));
    return arithmetic.add(norm, arithmetic.multiplyPublic(dot, -2));
  }

  /** (h + l / 2^10) with 30 fraction bits, cut to 28. */
  private SharedTensor fraction28(SharedTensor high, SharedTensor low) {
    return arithmetic.truncate(arithmetic.add(high, arithmetic.truncate(low, SPLIT)), 2);
  }

  private static int[] farthest(int[] sums) {
    int[] extra = new int[sums.length];
    for (int i = 0; i < extra.length; i++) {
      extra[i] = sums[i] <= 0 ? FARTHEST : 0;
    }
    return extra;
  }

  /** [n, dimension] and [n, dimension] to [n, 2 dimension]. */
  private SharedTensor beside(SharedTensor left, SharedTensor right, int n) {
    SharedTensor both = arithmetic.concat(List.of(left, right), Shape.of(2 * n, dimension));
    int[] index = new int[2 * n * dimension];
    for (int i = 0; i < index.length; i++) {
      int r = i / (2 * dimension);
      int c = i % (2 * dimension);
      index[i] = (c < dimension ? r : n + r) * dimension + c % dimension;
    }
    return arithmetic.gather(both, index, Shape.of(n, 2 * dimension));
  }

  /**
   * (q | 0) and (0 | q) for each q, [2 b, 2 dimension]: one product with the upper parts, one with
   * the lower.
   */
  private SharedTensor twice(SharedTensor q) {
    int b = q.shape().dim(0);
    int[] index = new int[4 * b * dimension];
    Arrays.fill(index, -1);
    for (int v = 0; v < b; v++) {
      for (int i = 0; i < dimension; i++) {
        index[4 * v * dimension + i] = v * dimension + i;
        index[(4 * v + 3) * dimension + i] = v * dimension + i;
      }
    }
    return arithmetic.gather(q, index, Shape.of(2 * b, 2 * dimension));
  }
}
