package io.sharelens.spi;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.util.List;

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
   * over the rows.
   *
   * @param queries [b, dimension]
   * @param rows stored rows
   * @param k how many results are wanted of each
   * @return for each query, in order
   */
  List<Candidates> candidates(SharedTensor queries, RowSet rows, int k);

  /**
   * @param scores [n] shared scores, smaller is nearer, |score| at most {@code bound}
   * @param positions position of each candidate among the rows handed in
   * @param bound public bound on |score|, less than 2^29
   */
  record Candidates(SharedTensor scores, int[] positions, int bound) {}
}
