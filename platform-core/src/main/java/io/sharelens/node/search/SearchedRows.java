package io.sharelens.node.search;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.spi.IndexStructure;
import org.jspecify.annotations.Nullable;

/**
 * What searches of this node go through.
 *
 * @param rows the index rows
 * @param structures the structures that epochs name
 */
public record SearchedRows(EpochRows rows, StructureShelf structures) {
  /**
   * What one search goes through.
   *
   * @param rows chosen rows
   * @param structure that the epoch names; null for none
   */
  public record Chosen(RowSet rows, @Nullable IndexStructure structure) {}

  /** The rows at these positions of an epoch, with its structure. */
  Chosen choose(Epoch epoch, int[] positions) {
    String name = epoch.header().structure();
    return new Chosen(rows.rows(epoch, positions), name == null ? null : structures.get(name));
  }
}
