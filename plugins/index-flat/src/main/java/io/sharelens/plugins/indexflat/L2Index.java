package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranks by the distance between unit vectors: |q/|q| - u|^2 = 2 - 2 q.u / |q| with u = v/|v|, which
 * grows with -q.u. So only stored vectors are divided by their norm, once, at intake, and a score
 * is -q.u: the squared distance up to the public scale 2 and the query's own |q|.
 *
 * <p>Nothing is opened. A zero vector stays zero: its score is 0, as if it were orthogonal to every
 * query, so among features that are not negative it ranks last. Rounds of an intake of any size: 27
 * and those of one batch of 15 comparisons a row; of a query: 1. Each shift that {@link L2Scale}
 * asks for adds 1.
 *
 * <p>Ranges: with norm n = |v|^2 in [4^j, 4^(j+1)), v' = v 2^(14-j) and m = n 4^(14-j) = |v'|^2 in
 * [2^28, 2^30), so |v'| &lt; 2^15. With w = 2^16 / (2 sqrt(m / 2^30)) in (2^15, 2^16], u = v' w /
 * 2^14 has 16 fraction bits. v' w can reach 2^31; so it is taken as 3 v' + v' (w - 3 2^14) / 2^14,
 * where the product is at most 2^15 2^14 (1 + 2^-13) &lt; 2^30.
 */
final class L2Index implements FeatureIndex {
  private static final int MIDDLE = 3;

  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;
  private final int dimension;
  private final L2Scale scale;
  private final RowStore store;

  L2Index(FeatureSpec spec, Arithmetic arithmetic, ComparisonProtocol compare) {
    this.arithmetic = arithmetic;
    this.compare = compare;
    this.dimension = spec.dimension();
    this.scale = L2Scale.of(spec);
    this.store = new RowStore(arithmetic, dimension, 0);
  }

  @Override
  public int rowBytes() {
    return store.rowBytes();
  }

  @Override
  public void insert(SharedTensor features, long[] rowKeys, ByteBuffer out) {
    if (rowKeys.length > 0) {
      store.write(arithmetic.fix(unit(features), rowKeys), null, out);
    }
  }

  @Override
  public List<Candidates> candidates(
      SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k) {
    int n = rows.size();
    int b = queries.shape().dim(0);
    SharedTensor q =
        arithmetic.reshape(
            arithmetic.truncate(queries, scale.queryShift()), Shape.of(b, dimension));
    SharedTensor products =
        n == 0 ? arithmetic.constant(Shape.of(b, 0), new int[0]) : store.products(q, rows);
    SharedTensor scores = arithmetic.multiplyPublic(products, -1);
    List<Candidates> all = new ArrayList<>(b);
    for (int i = 0; i < b; i++) {
      SharedTensor own = arithmetic.take(scores, 0, i, 1, 1);
      all.add(
          new Candidates(arithmetic.reshape(own, Shape.of(n)), Rows.range(n), scale.scoreBound()));
    }
    return all;
  }

  /** v/|v| with {@code scale.unitFraction()} fraction bits, [n, dimension]. */
  SharedTensor unit(SharedTensor features) {
    int n = features.shape().dim(0);
    SharedTensor v = arithmetic.truncate(features, scale.featureShift());
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
