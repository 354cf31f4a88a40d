package io.sharelens.node.rehearsal;

import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.error.LensException;
import java.util.HashMap;
import java.util.Map;

/** Rows of B that end with a measurement; a node keeps them in its database. */
public final class ScratchRows implements MaskRows {
  private final Map<Long, RowSeeds> rows = new HashMap<>();

  @Override
  public void create(long[] keys, int columns, RowSeeds[] seeds) {
    for (int i = 0; i < keys.length; i++) {
      if (rows.putIfAbsent(keys[i], seeds[i]) != null) {
        throw LensException.protocol("mask-reused", "row key " + keys[i] + " was used before");
      }
    }
  }

  @Override
  public RowSeeds[] find(long[] keys, int columns) {
    RowSeeds[] found = new RowSeeds[keys.length];
    for (int i = 0; i < keys.length; i++) {
      RowSeeds s = rows.get(keys[i]);
      if (s == null) {
        throw LensException.protocol("mask-unknown", "row key " + keys[i] + " is unknown");
      }
      found[i] = s;
    }
    return found;
  }
}
