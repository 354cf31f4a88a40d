package io.sharelens.testkit;

import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.error.LensException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The dealer's rows of B in memory, with the rules of the durable ones. */
public final class MemoryMaskRows implements MaskRows {
  private final Map<Long, Row> rows = new HashMap<>();
  private final Set<Long> used = new HashSet<>();

  private record Row(int columns, RowSeeds seeds) {}

  @Override
  public synchronized void create(long[] keys, int columns, RowSeeds[] seeds) {
    Set<Long> fresh = new HashSet<>();
    for (long key : keys) {
      if (used.contains(key) || !fresh.add(key)) {
        throw LensException.protocol("mask-reused", "row key " + key + " was used before");
      }
    }
    used.addAll(fresh);
    for (int i = 0; i < keys.length; i++) {
      rows.put(keys[i], new Row(columns, seeds[i]));
    }
  }

  @Override
  public synchronized RowSeeds[] find(long[] keys, int columns) {
    RowSeeds[] found = new RowSeeds[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Row row = rows.get(keys[i]);
      if (row == null || row.columns != columns) {
        throw LensException.protocol("mask-unknown", "no row of that size for key " + keys[i]);
      }
      found[i] = row.seeds;
    }
    return found;
  }

  /** Drops rows, as a deletion does; their keys stay used. */
  public synchronized void drop(long... keys) {
    for (long key : keys) {
      rows.remove(key);
    }
  }
}
