package io.sharelens.spi.vector;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.FeatureSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that hold unit vectors u = v/|v|, and scores of queries against them: |q/|q| - u|^2 = 2 - 2
 * q.u / |q| grows with -q.u. So only stored vectors are divided by their norm, once, at intake, and
 * a score is -q.u: the squared distance up to the public scale 2 and the query's own |q|.
 *
 * <p>Semi-honest as the arithmetic is; nothing is opened. A zero vector stays zero: its score is 0,
 * as if it were orthogonal to every query, so among features that are not negative it ranks last.
 * Rounds of an intake of any size: 27 and those of one batch of 15 comparisons a row; of a batch of
 * queries: 1. Each shift that {@link UnitScale} asks for adds 1.
 *
 * <p>Ranges: with norm n = |v|^2 in [4^j, 4^(j+1)), v' = v 2^(14-j) and m = n 4^(14-j) = |v'|^2 in
 * [2^28, 2^30), so |v'| &lt; 2^15. With w = 2^16 / (2 sqrt(m / 2^30)) in (2^15, 2^16], u = v' w /
 * 2^14 has 16 fraction bits. v' w can reach 2^31; so it is taken as 3 v' + v' (w - 3 2^14) / 2^14,
 * where the product is at most 2^15 2^14 (1 + 2^-13) &lt; 2^30.
 */
public final class UnitRows {
  private static final int MIDDLE = 3;

  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;
  private final int dimension;
  private final UnitScale scale;
  private final RowStore store;

  public UnitRows(FeatureSpec spec, Arithmetic arithmetic, ComparisonProtocol compare) {
    this.arithmetic = arithmetic;
    this.compare = compare;
    this.dimension = spec.dimension();
    this.scale = UnitScale.of(spec);
    this.store = new RowStore(arithmetic, dimension, 0);
  }

  /** Bits of rows, queries and scores. */
  public UnitScale scale() {
    return scale;
  }

  /** Bytes of a row. */
  public int rowBytes() {
    return store.rowBytes();
  }

  /**
   * Normalises features and writes them as rows.
   *
   * @param features [n, dimension], as the plan encodes them
   * @param rowKeys n fresh keys, equal at all parties, never used again
   * @param out receives n * rowBytes bytes
   */
  public void insert(SharedTensor features, long[] rowKeys, ByteBuffer out) {
    if (rowKeys.length > 0) {
      write(unit(arithmetic.truncate(features, scale.featureShift())), rowKeys, out);
    }
  }

  /** Writes unit vectors with {@code scale().unitFraction()} fraction bits, [n, dimension]. */
  public void write(SharedTensor units, long[] rowKeys, ByteBuffer out) {
    store.write(arithmetic.fix(units, rowKeys), null, out);
  }

  /** Shares of stored unit vectors, [rows, dimension]. */
  public SharedTensor read(RowSet rows) {
    return store.read(rows);
  }

  /** Queries as {@link #scores} takes them, from features as the plan encodes them. */
  public SharedTensor query(SharedTensor features) {
    int b = features.shape().dim(0);
    return arithmetic.reshape(
        arithmetic.truncate(features, scale.queryShift()), Shape.of(b, dimension));
  }

  /**
   * Scores -q.u, smaller is nearer; |score| at most {@code scale().scoreBound()}. One round,
   * whatever the number of rows; none for no rows.
   *
   * @param queries [b, dimension]
   * @return [b, rows]
   */
  public SharedTensor scores(SharedTensor queries, RowSet rows) {
    if (rows.size() == 0) {
      return arithmetic.constant(Shape.of(queries.shape().dim(0), 0), new int[0]);
    }
    return arithmetic.multiplyPublic(store.products(queries, rows), -1);
  }

  /**
   * Candidates of queries where all rows are candidates. The queries share one pass over the rows.
   *
   * @param features queries as the plan encodes them, [b, dimension]
   */
  public List<Candidates> all(SharedTensor features, RowSet rows) {
    int n = rows.size();
    int b = features.shape().dim(0);
    SharedTensor scores = scores(query(features), rows);
    List<Candidates> all = new ArrayList<>(b);
    for (int i = 0; i < b; i++) {
      SharedTensor own = arithmetic.take(scores, 0, i, 1, 1);
      all.add(
          new Candidates(arithmetic.reshape(own, Shape.of(n)), Rows.range(n), scale.scoreBound()));
    }
    return all;
  }

  /**
   * v/|v| with {@code scale().unitFraction()} fraction bits.
   *
   * @param v [n, dimension], |v| &lt; 2^15
   */
  public SharedTensor unit(SharedTensor v) {
    int n = v.shape().dim(0);
    SharedTensor norm = arithmetic.sumLast(arithmetic.multiply(v, v));
    Bracket bracket = Bracket.of(norm, arithmetic, compare);
    // Where the norm is 0, 2^29 stands in, so that Newton stays within its range.
    SharedTensor m =
        arithmetic.add(
            arithmetic.multiply(norm, bracket.square()),
            arithmetic.multiplyPublic(bracket.zero(), 1 << 29));
    SharedTensor scaled = arithmetic.multiply(v, spread(bracket.root(), n));
    SharedTensor w = InverseSquareRoot.of(m, arithmetic);
    SharedTensor offset = arithmetic.addPublic(w, -(MIDDLE << 14));
    SharedTensor fine = arithmetic.truncate(arithmetic.multiply(scaled, spread(offset, n)), 14);
    SharedTensor unit = arithmetic.add(arithmetic.multiplyPublic(scaled, MIDDLE), fine);
    return arithmetic.truncate(unit, InverseSquareRoot.FRACTION - scale.unitFraction());
  }

  private SharedTensor spread(SharedTensor perRow, int n) {
    return arithmetic.gather(perRow, Rows.repeat(n, dimension), Shape.of(n, dimension));
  }
}
