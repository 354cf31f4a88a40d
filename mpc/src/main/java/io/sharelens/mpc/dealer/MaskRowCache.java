package io.sharelens.mpc.dealer;

import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.Kernels;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of B that a dealer keeps expanded in memory, so that a search costs it one pass over them
 * and not two generators a row. Rows are expanded when they are first asked for. What does not fit
 * the limit is expanded each time, in pieces: slower, but with bounded memory. Rows of neighbouring
 * keys share a block, for keys come from a counter. Thread-safe.
 */
public final class MaskRowCache implements MaskRows {
  /** Rows of a block: 2 MiB with 512 columns. */
  private static final int BLOCK = 1 << 10;

  private final MaskRows durable;
  private final long limit;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<Id, Block> blocks = new ConcurrentHashMap<>();
  private final MaskSets sets;

  /** Keys {@code number * BLOCK} and up, of rows of one width. */
  private record Id(long number, int columns) {}

  /** Rows that are there, at their key's place; never changed once {@link #present} says so. */
  private record Block(int[] rows, BitSet present) {}

  /**
   * @param durable where the seeds are
   * @param limit bytes of expanded rows; 0 keeps none
   */
  public MaskRowCache(MaskRows durable, long limit) {
    this.durable = durable;
    this.limit = limit;
    this.sets = new MaskSets(durable, bytes, limit);
  }

  @Override
  public void create(long[] keys, int columns, RowSeeds[] seeds) {
    durable.create(keys, columns, seeds);
  }

  @Override
  public RowSeeds[] find(long[] keys, int columns) {
    return durable.find(keys, columns);
  }

  /** Forgets rows whose seeds are gone. Products that are under way may still use them. */
  public void drop(long[] keys) {
    sets.drop(keys);
    for (long key : keys) {
      for (Id id : blocks.keySet()) {
        if (id.number() == Math.floorDiv(key, BLOCK)) {
          blocks.computeIfPresent(id, (i, b) -> without(i, b, place(key)));
        }
      }
    }
  }

  @Override
  public int[] rows(long[] keys, int columns) {
    return sets.rows(keys, columns);
  }

  private @Nullable Block without(Id id, Block b, int place) {
    if (!b.present().get(place)) {
      return b;
    }
    BitSet left = (BitSet) b.present().clone();
    left.clear(place);
    if (left.isEmpty()) {
      bytes.addAndGet(-size(id.columns()));
      return null;
    }
    int[] rows = b.rows().clone();
    Arrays.fill(rows, place * id.columns(), (place + 1) * id.columns(), 0);
    return new Block(rows, left);
  }

  /** Bytes of rows in memory. */
  public long bytes() {
    return bytes.get();
  }

  @Override
  public int[] products(long[] keys, int columns, int[] vectors, int count) {
    int[] out = new int[Math.multiplyExact(count, keys.length)];
    Kernels kernels = KernelProvider.get();
    for (int from = 0; from < keys.length; ) {
      long number = Math.floorDiv(keys[from], BLOCK);
      int to = from + 1;
      while (to < keys.length && Math.floorDiv(keys[to], BLOCK) == number) {
        to++;
      }
      long[] some = Arrays.copyOfRange(keys, from, to);
      int[] rows = rows(new Id(number, columns), some);
      if (rows == null) {
        int[] part = durable.products(some, columns, vectors, count);
        for (int v = 0; v < count; v++) {
          System.arraycopy(part, v * some.length, out, v * keys.length + from, some.length);
        }
      } else {
        for (int i = from; i < to; ) {
          int n = 1;
          while (i + n < to && keys[i + n] == keys[i] + n) {
            n++;
          }
          int row = place(keys[i]);
          kernels.rowProducts(vectors, count, rows, row, row + n, columns, out, i, keys.length);
          i += n;
        }
      }
      from = to;
    }
    return out;
  }

  /** A block with all these rows in it; null if there is no room for it. */
  private int @Nullable [] rows(Id id, long[] keys) {
    Block known = blocks.get(id);
    if (known != null && missing(known, keys).length == 0) {
      return known.rows();
    }
    Block filled =
        blocks.compute(
            id,
            (i, b) -> {
              if (b != null) {
                return filled(b, keys, id.columns());
              }
              Block fresh = null;
              try {
                if (bytes.addAndGet(size(id.columns())) <= limit) {
                  fresh = filled(null, keys, id.columns());
                }
                return fresh;
              } finally {
                bytes.addAndGet(fresh == null ? -size(id.columns()) : 0);
              }
            });
    return filled == null ? null : filled.rows();
  }

  private Block filled(@Nullable Block b, long[] keys, int columns) {
    long[] missing = b == null ? keys : missing(b, keys);
    if (b != null && missing.length == 0) {
      return b;
    }
    int[] fresh = RowSeeds.expand(durable.find(missing, columns), columns);
    // Places that nobody reads yet are filled in place; the bits are a new object.
    int[] rows = b == null ? new int[BLOCK * columns] : b.rows();
    BitSet present = b == null ? new BitSet(BLOCK) : (BitSet) b.present().clone();
    for (int i = 0; i < missing.length; i++) {
      System.arraycopy(fresh, i * columns, rows, place(missing[i]) * columns, columns);
      present.set(place(missing[i]));
    }
    return new Block(rows, present);
  }

  private static long[] missing(Block b, long[] keys) {
    return Arrays.stream(keys).filter(k -> !b.present().get(place(k))).distinct().toArray();
  }

  private static int place(long key) {
    return Math.floorMod(key, BLOCK);
  }

  private static long size(int columns) {
    return (long) BLOCK * columns * Integer.BYTES;
  }
}
