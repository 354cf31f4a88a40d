package io.sharelens.plugins.indexhierarchical;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.JointRandom;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.vector.UnitRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unit vectors, as the flat index has them, and a tree over them. What is opened, and when, say
 * {@link NearestCentroid} and {@link Descent}; storing a row and searching without a tree open
 * nothing.
 */
final class HierarchicalIndex implements FeatureIndex {
  private static final Logger LOG = LoggerFactory.getLogger(HierarchicalIndex.class);

  /** So few pictures are compared with each query at once. */
  private static final int LEAST = 8;

  private static final int PERCENT = 100;

  private final TreeOptions options;
  private final Arithmetic arithmetic;
  private final ComparisonProtocol compare;
  private final Ranking ranking;
  private final UnitRows units;
  private final int dimension;

  HierarchicalIndex(
      TreeOptions options,
      FeatureSpec spec,
      Arithmetic arithmetic,
      ComparisonProtocol compare,
      Ranking ranking) {
    this.options = options;
    this.arithmetic = arithmetic;
    this.compare = compare;
    this.ranking = ranking;
    this.units = new UnitRows(spec, arithmetic, compare);
    this.dimension = spec.dimension();
  }

  @Override
  public int rowBytes() {
    return units.rowBytes();
  }

  @Override
  public void insert(SharedTensor features, long[] rowKeys, ByteBuffer out) {
    units.insert(features, rowKeys, out);
  }

  @Override
  public List<Candidates> candidates(
      SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k) {
    if (structure == null || options.visitsAll() || rows.size() == 0) {
      return units.all(queries, rows);
    }
    Tree tree = TreeDocument.read(structure.document());
    if (tree.nodes() != structure.rows().size()) {
      throw LensException.internal(
          "bad-structure",
          "the index's structure has "
              + tree.nodes()
              + " nodes and "
              + structure.rows().size()
              + " rows; have it built anew");
    }
    Descent descent =
        new Descent(options, arithmetic, units, ranking, tree, structure.rows(), rows);
    SharedTensor all = units.query(queries);
    List<Candidates> found = new ArrayList<>();
    for (int i = 0; i < queries.shape().dim(0); i++) {
      found.add(descent.candidates(arithmetic.take(all, 0, i, 1, 1), k));
    }
    return found;
  }

  @Override
  public boolean wantsBuild(byte @Nullable [] document, long[] keys) {
    if (options.visitsAll() || keys.length < LEAST) {
      return false;
    }
    Tree tree = document == null ? null : readable(document);
    if (tree == null) {
      return true;
    }
    Set<Long> gone = new HashSet<>();
    for (long[] leaf : tree.leaves()) {
      for (long key : leaf) {
        gone.add(key);
      }
    }
    int outside = 0;
    for (long key : keys) {
      outside += gone.remove(key) ? 0 : 1;
    }
    return (long) PERCENT * (outside + gone.size()) > (long) options.rebuild() * keys.length;
  }

  /** Null for a document that searches refuse: building is what mends it. */
  private static @Nullable Tree readable(byte[] document) {
    try {
      return TreeDocument.read(document);
    } catch (LensException e) {
      LOG.warn("{}", e.getMessage());
      return null;
    }
  }

  @Override
  public int structureRows(int pictures) {
    return options.visitsAll() ? 0 : options.nodes(pictures);
  }

  @Override
  public byte[] build(RowSet rows, long[] rowKeys, ByteBuffer out) {
    Centroids centroids = new Centroids(arithmetic, units, dimension);
    Clustering clustering =
        new Clustering(
            options,
            units,
            new NearestCentroid(arithmetic, compare, units),
            centroids,
            new JointRandom(arithmetic.joint()));
    TreeBuilder builder = new TreeBuilder(options, arithmetic, units, clustering, dimension);
    return TreeDocument.write(builder.build(rows, rowKeys, out));
  }
}
