package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.vector.UnitRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Centroids of clusters whose members are public: the sum of the members' unit vectors, normalised.
 * Sums are local; all centroids are normalised in one batch, at the cost of an intake of as many
 * rows and one truncation. Nothing is opened.
 *
 * <p>Ranges: of a cluster at most 2^13 members are added, so a sum is below 2^29; it is cut so that
 * its norm is at most 2^14 and a little. Cuts differ from cluster to cluster, and one truncation
 * does them all: where less is to be cut, the sum is multiplied first.
 */
final class Centroids {
  private static final int MEMBERS = 1 << 13;
  private static final int NORM_BITS = 14;

  private final Arithmetic arithmetic;
  private final UnitRows units;
  private final int dimension;

  Centroids(Arithmetic arithmetic, UnitRows units, int dimension) {
    this.arithmetic = arithmetic;
    this.units = units;
    this.dimension = dimension;
  }

  /**
   * @param clusterOf cluster of each row
   * @param old what an empty cluster keeps, [clusters, dimension]
   * @return unit vectors, [clusters, dimension]
   */
  SharedTensor of(RowSet rows, int[] clusterOf, SharedTensor old) {
    int c = old.shape().dim(0);
    int[][] members = members(clusterOf, c);
    List<SharedTensor> sums = new ArrayList<>();
    List<Integer> cuts = new ArrayList<>();
    int[] place = new int[c];
    for (int j = 0; j < c; j++) {
      int m = Math.min(members[j].length, MEMBERS);
      if (m == 0) {
        place[j] = -1;
        continue;
      }
      place[j] = sums.size();
      sums.add(sum(rows.pick(Arrays.copyOf(members[j], m))));
      cuts.add(units.scale().unitFraction() + ceilLog2(m) - NORM_BITS);
    }
    SharedTensor fresh = units.unit(cut(sums, cuts));
    int e = sums.size();
    for (int j = 0; j < c; j++) {
      place[j] = place[j] < 0 ? e + j : place[j];
    }
    SharedTensor both = arithmetic.concat(List.of(fresh, old), Shape.of(e + c, dimension));
    return rowsOf(both, place);
  }

  /** Rows of [n, dimension] in another order. */
  SharedTensor rowsOf(SharedTensor vectors, int[] rows) {
    int[] index = new int[rows.length * dimension];
    for (int i = 0; i < index.length; i++) {
      index[i] = rows[i / dimension] * dimension + i % dimension;
    }
    return arithmetic.gather(vectors, index, Shape.of(rows.length, dimension));
  }

  /** Positions of the members of each cluster, ascending. */
  static int[][] members(int[] clusterOf, int clusters) {
    int[] sizes = new int[clusters];
    for (int c : clusterOf) {
      sizes[c]++;
    }
    int[][] members = new int[clusters][];
    Arrays.setAll(members, c -> new int[sizes[c]]);
    Arrays.fill(sizes, 0);
    for (int i = 0; i < clusterOf.length; i++) {
      int c = clusterOf[i];
      members[c][sizes[c]++] = i;
    }
    return members;
  }

  private SharedTensor sum(RowSet rows) {
    int m = rows.size();
    int[] transposed = new int[m * dimension];
    for (int i = 0; i < transposed.length; i++) {
      transposed[i] = i % m * dimension + i / m;
    }
    return arithmetic.sumLast(
        arithmetic.gather(units.read(rows), transposed, Shape.of(dimension, m)));
  }

  private SharedTensor cut(List<SharedTensor> sums, List<Integer> cuts) {
    int n = sums.size();
    int most = cuts.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int[] factors = new int[n * dimension];
    Arrays.setAll(factors, i -> 1 << (most - cuts.get(i / dimension)));
    SharedTensor all = arithmetic.concat(sums, Shape.of(n, dimension));
    return arithmetic.truncate(arithmetic.multiplyPublic(all, factors), most);
  }

  private static int ceilLog2(int n) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
  }
}
