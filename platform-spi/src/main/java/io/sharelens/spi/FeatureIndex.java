package io.sharelens.spi;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One party's index over shared features in one session. The node stores what {@link #insert}
 * writes, {@link #rowBytes} a row, and hands it back for a query; a row holds shares (and masked
 * words), never a value.
 */
public interface FeatureIndex {
  /** Bytes that one stored row takes; constant for a configuration. */
  int rowBytes();

  /**
   * Takes features in: normalises and masks them under MPC.
   *
   * @param features [n, dimension]
   * @param rowKeys n fresh keys, equal at all parties, never used again
   * @param out receives n * rowBytes bytes
   */
  void insert(SharedTensor features, long[] rowKeys, ByteBuffer out);

  /**
   * Scores of candidates for some queries; smaller is nearer. Queries of one call share the pass
   * over the rows where all rows are candidates.
   *
   * @param queries [b, dimension]
   * @param rows stored rows of pictures
   * @param structure what {@link #build} made of rows, perhaps of some that are gone by now and
   *     without the newest; null for an index without one, or where none was built yet: then all
   *     rows are candidates
   * @param k how many results are wanted of each
   * @return for each query, in order
   */
  List<Candidates> candidates(
      SharedTensor queries, RowSet rows, @Nullable IndexStructure structure, int k);

  /**
   * Whether a structure is to be built, instead of the one there is, over rows with these keys.
   *
   * @param document of the present structure; null for none
   */
  default boolean wantsBuild(byte @Nullable [] document, long[] keys) {
    return false;
  }

  /** Rows of its own that a structure over so many pictures may take, at most. */
  default int structureRows(int pictures) {
    return 0;
  }

  /**
   * Builds a structure. It does not count before all parties committed an epoch with it.
   *
   * @param rows stored rows of pictures, at least one
   * @param rowKeys {@link #structureRows} fresh keys, equal at all parties
   * @param out receives the structure's own rows, {@link #rowBytes} each, the first keys first
   * @return the public document, equal at all parties
   */
  default byte[] build(RowSet rows, long[] rowKeys, ByteBuffer out) {
    throw LensException.internal("no-structure", "this index has no structure to build");
  }

  /**
   * @param scores [n] shared scores, smaller is nearer, |score| at most {@code bound}
   * @param positions position of each candidate among the rows handed in
   * @param bound public bound on |score|, less than 2^29
   * @param distances how many distances were computed for this query, those to rows of the
   *     structure included
   */
  record Candidates(SharedTensor scores, int[] positions, int bound, int distances) {
    /** Of an index that computed the distances of the candidates and no others. */
    public Candidates(SharedTensor scores, int[] positions, int bound) {
      this(scores, positions, bound, positions.length);
    }
  }
}
