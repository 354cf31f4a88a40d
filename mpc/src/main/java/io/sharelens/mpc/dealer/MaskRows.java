package io.sharelens.mpc.dealer;

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

  /** Seeds of the two servers' shares of one row of B. */
  record RowSeeds(Seed first, Seed second) {}
}
