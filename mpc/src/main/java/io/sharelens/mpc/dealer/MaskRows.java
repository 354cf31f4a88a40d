package io.sharelens.mpc.dealer;

import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;

/**
 * The dealer's durable memory of the rows of B that mask stored rows (mask discipline, PROTOCOLS
 * section 5). A row of B is the sum of the two servers' expanded seeds. A key gets its seeds once,
 * ever: a second use would give the difference of two stored rows in clear.
 */
public interface MaskRows {
  /**
   * Stores the seeds of new rows durably before it returns.
   *
   * @param keys one per row
   * @param columns words in a row
   * @param seeds one pair per key
   * @throws io.sharelens.mpc.error.LensException PROTOCOL {@code mask-reused} if a key was ever
   *     used, dropped ones included; then nothing is stored
   */
  void create(long[] keys, int columns, RowSeeds[] seeds);

  /**
   * The seeds of existing rows.
   *
   * @throws io.sharelens.mpc.error.LensException PROTOCOL {@code mask-unknown} for a key that was
   *     never made or was dropped, or has another number of columns
   */
  RowSeeds[] find(long[] keys, int columns);

  /**
   * Products of vectors with existing rows. This one expands the rows' seeds each time; memory of a
   * dealer that serves many searches keeps the rows ({@link MaskRowCache}).
   *
   * @param keys of the rows
   * @param vectors count x columns words
   * @return count x keys words: [vectors, rows]
   * @throws io.sharelens.mpc.error.LensException as {@link #find} does
   */
  default int[] products(long[] keys, int columns, int[] vectors, int count) {
    int[] rows = RowSeeds.expand(find(keys, columns), columns);
    return KernelProvider.get().matmulTransposed(vectors, rows, count, columns, keys.length);
  }

  /**
   * Existing rows themselves, one after the other: the weights' mask of a layer. This one expands
   * the seeds each time; {@link MaskRowCache} keeps what was expanded.
   *
   * @return keys x columns words; read-only
   * @throws io.sharelens.mpc.error.LensException as {@link #find} does
   */
  default int[] rows(long[] keys, int columns) {
    return RowSeeds.expand(find(keys, columns), columns);
  }

  /** Seeds of the two servers' shares of one row of B. */
  record RowSeeds(Seed first, Seed second) {
    /** The rows of B themselves, one after the other. */
    static int[] expand(RowSeeds[] seeds, int columns) {
      int[] rows = new int[Math.multiplyExact(seeds.length, columns)];
      int[] other = new int[columns];
      int[] row = new int[columns];
      for (int i = 0; i < seeds.length; i++) {
        new Prg(seeds[i].first(), 0).ints(row);
        new Prg(seeds[i].second(), 0).ints(other);
        for (int j = 0; j < columns; j++) {
          rows[i * columns + j] = row[j] + other[j];
        }
      }
      return rows;
    }
  }
}
