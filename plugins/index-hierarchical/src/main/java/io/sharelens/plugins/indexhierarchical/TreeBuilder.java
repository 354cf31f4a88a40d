package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.plugins.indexhierarchical.Clustering.Clusters;
import io.sharelens.spi.vector.UnitRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a tree: clusters the rows, and for two levels each cluster again. */
final class TreeBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(TreeBuilder.class);

  private final TreeOptions options;
  private final Arithmetic arithmetic;
  private final UnitRows units;
  private final Clustering clustering;
  private final int dimension;

  TreeBuilder(
      TreeOptions options,
      Arithmetic arithmetic,
      UnitRows units,
      Clustering clustering,
      int dimension) {
    this.options = options;
    this.arithmetic = arithmetic;
    this.units = units;
    this.clustering = clustering;
    this.dimension = dimension;
  }

  /** As {@link io.sharelens.spi.FeatureIndex#build}. */
  Tree build(RowSet rows, long[] rowKeys, ByteBuffer out) {
    int fanout = options.fanoutFor(rows.size());
    Clusters top = clustering.of(rows, fanout);
    List<SharedTensor> centroids = new ArrayList<>(List.of(top.centroids()));
    List<long[]> leaves = new ArrayList<>();
    int[] children = new int[options.levels() == 1 ? 0 : top.members().length];
    if (options.levels() == 1) {
      addLeaves(rows, top, leaves);
    }
    for (int i = 0; i < children.length; i++) {
      LOG.info("building the index: part {} of {}", i + 1, children.length);
      RowSet part = rows.pick(top.members()[i]);
      Clusters below = clustering.of(part, fanout);
      centroids.add(below.centroids());
      addLeaves(part, below, leaves);
      children[i] = below.members().length;
    }
    Tree tree = new Tree(children, leaves.toArray(long[][]::new));
    int nodes = tree.nodes();
    if (nodes > rowKeys.length) {
      throw LensException.internal(
          "bad-shape", nodes + " nodes, and keys for " + rowKeys.length + " of them");
    }
    units.write(
        arithmetic.concat(centroids, Shape.of(nodes, dimension)),
        Arrays.copyOf(rowKeys, nodes),
        out);
    LOG.info("built an index of {} clusters over {} pictures", leaves.size(), rows.size());
    return tree;
  }

  private static void addLeaves(RowSet rows, Clusters clusters, List<long[]> leaves) {
    for (int[] members : clusters.members()) {
      long[] keys = Arrays.stream(members).mapToLong(i -> rows.keys()[i]).toArray();
      Arrays.sort(keys);
      leaves.add(keys);
    }
  }
}
