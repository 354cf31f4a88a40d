package io.sharelens.mpc.dealer;

import io.sharelens.mpc.random.Seed;

/**
 * The dealer's durable memory of the rows of B that mask stored rows (mask discipline, PROTOCOLS
 * section 5). A key gets its seeds once, and is never handed out a second time.
 */
public interface MaskRows {
  /**
   * Makes fresh seeds for {@code keys} and stores them durably before it returns.
   *
   * @throws io.sharelens.mpc.error.LensException PROTOCOL {@code mask-reused} if a key was ever
   *     used
   */
  RowSeeds[] create(long[] keys, int columns);

  /** The seeds of existing rows; PROTOCOL {@code mask-unknown} for a key that was dropped. */
  RowSeeds[] find(long[] keys, int columns);

  /** Seeds of the two servers' shares of one row of B. */
  record RowSeeds(Seed first, Seed second) {}
}
