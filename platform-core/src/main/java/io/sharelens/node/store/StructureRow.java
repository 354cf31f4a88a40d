package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;
import java.util.Arrays;

/**
 * Where a structure of an index lies.
 *
 * @param name digest of the document and the keys, by which an epoch names it
 * @param model SHA-256 (hex) of the model
 * @param index name of the index with its options, as the epoch names it
 * @param rowKeys keys of its own rows, in their order; not changed by anybody
 * @param location the document's length (4 bytes), the document, the rows
 * @param created UTC milliseconds
 */
public record StructureRow(
    String name, String model, String index, long[] rowKeys, ShareLocation location, long created) {
  @Override
  public boolean equals(Object other) {
    return other instanceof StructureRow s && s.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "StructureRow[" + name + ", " + Arrays.toString(rowKeys) + "]";
  }
}
