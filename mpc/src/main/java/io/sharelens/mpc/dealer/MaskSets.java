package io.sharelens.mpc.dealer;

import io.sharelens.mpc.dealer.MaskRows.RowSeeds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whole sets of rows of B that are always asked for together, as the weights of a layer are: kept
 * expanded, back to back, as long as they fit the limit. Only runs of consecutive keys are kept.
 * Thread-safe.
 */
final class MaskSets {
  private final MaskRows durable;
  private final AtomicLong bytes;
  private final long limit;
  private final Map<Run, int[]> kept = new ConcurrentHashMap<>();

  private record Run(long first, int rows, int columns) {
    boolean contains(long key) {
      return key >= first && key - first < rows;
    }

    long size() {
      return (long) rows * columns * Integer.BYTES;
    }
  }

  /**
   * @param bytes of expanded rows in memory, counted together with others
   * @param limit that they may reach
   */
  MaskSets(MaskRows durable, AtomicLong bytes, long limit) {
    this.durable = durable;
    this.bytes = bytes;
    this.limit = limit;
  }

  int[] rows(long[] keys, int columns) {
    Run run = run(keys, columns);
    if (run == null) {
      return expand(keys, columns);
    }
    int[] known = kept.computeIfAbsent(run, r -> fitting(r, keys));
    return known == null ? expand(keys, columns) : known;
  }

  /** The set, if there is room for it. Seeds that are being dropped are not found any more. */
  private int @Nullable [] fitting(Run run, long[] keys) {
    if (bytes.addAndGet(run.size()) <= limit) {
      try {
        return expand(keys, run.columns());
      } catch (RuntimeException e) {
        bytes.addAndGet(-run.size());
        throw e;
      }
    }
    bytes.addAndGet(-run.size());
    return null;
  }

  /** Forgets sets with any of these rows. */
  void drop(long[] keys) {
    for (long key : keys) {
      for (Run run : kept.keySet()) {
        if (run.contains(key) && kept.remove(run) != null) {
          bytes.addAndGet(-run.size());
        }
      }
    }
  }

  private int[] expand(long[] keys, int columns) {
    return RowSeeds.expand(durable.find(keys, columns), columns);
  }

  private static @Nullable Run run(long[] keys, int columns) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] != keys[0] + i) {
        return null;
      }
    }
    return keys.length == 0 ? null : new Run(keys[0], keys.length, columns);
  }
}
