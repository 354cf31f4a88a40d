package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.random.JointRandom;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.vector.Rows;
import io.sharelens.spi.vector.UnitRows;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spherical k-means on shares: a public random sample of the rows is assigned to its nearest
 * centroids ({@link NearestCentroid}) and gives new centroids ({@link Centroids}) a number of
 * times, or until nothing changes; then all rows are assigned. Seeds are rows drawn at random from
 * the parties' joint stream. What the assignments open is all that is opened.
 */
final class Clustering {
  private static final Logger LOG = LoggerFactory.getLogger(Clustering.class);

  private final TreeOptions options;
  private final UnitRows units;
  private final NearestCentroid nearest;
  private final Centroids centroids;
  private final JointRandom random;

  Clustering(
      TreeOptions options,
      UnitRows units,
      NearestCentroid nearest,
      Centroids centroids,
      JointRandom random) {
    this.options = options;
    this.units = units;
    this.nearest = nearest;
    this.centroids = centroids;
    this.random = random;
  }

  /**
   * Clusters that have members.
   *
   * @param centroids unit vectors, [clusters, dimension]
   * @param members positions among the rows, ascending
   */
  record Clusters(SharedTensor centroids, int[][] members) {}

  /**
   * @param rows at least one
   * @param wanted clusters at most
   */
  Clusters of(RowSet rows, int wanted) {
    int n = rows.size();
    int count = Math.min(wanted, n);
    int[] order = Rows.range(n);
    int size = Math.min(n, options.sampleFor(count));
    random.shuffle(order, size);
    RowSet sample = rows.pick(Arrays.copyOf(order, size));
    SharedTensor centres = units.read(sample.pick(Rows.range(count)));
    int[] last = new int[0];
    boolean settled = false;
    for (int i = 1; i <= options.iterations() && !settled; i++) {
      LOG.debug("{} rows into {} clusters: iteration {}", size, count, i);
      int[] assigned = nearest.of(sample, centres);
      settled = Arrays.equals(assigned, last);
      last = assigned;
      if (!settled) {
        centres = centroids.of(sample, assigned, centres);
      }
    }
    int[] clusterOf;
    if (settled && size == n) {
      clusterOf = new int[n];
      for (int i = 0; i < n; i++) {
        clusterOf[order[i]] = last[i];
      }
    } else {
      LOG.debug("{} rows into {} clusters: all rows", n, count);
      clusterOf = nearest.of(rows, centres);
      centres = centroids.of(rows, clusterOf, centres);
    }
    return withoutEmpty(centres, Centroids.members(clusterOf, count));
  }

  private Clusters withoutEmpty(SharedTensor centres, int[][] members) {
    int[] used =
        Arrays.stream(Rows.range(members.length)).filter(c -> members[c].length > 0).toArray();
    return new Clusters(
        centroids.rowsOf(centres, used),
        Arrays.stream(used).mapToObj(c -> members[c]).toArray(int[][]::new));
  }
}
