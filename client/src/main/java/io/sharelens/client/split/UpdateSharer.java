package io.sharelens.client.split;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;

/**
 * Additive sharing of a model's update over Z_2^32, block by block and in any order, with one share
 * compressed: S1's share is stream {@link Streams#UPDATE} of the seed, S2 gets the correction
 * {@code words - share1}. A seed is used for one update once. Safe for many threads.
 */
public final class UpdateSharer {
  /** Words between two places where a block may begin. */
  public static final int STEP = Prg.CIPHER_BLOCK / Integer.BYTES;

  private final Seed seed;

  /**
   * @param seed S1's share
   */
  public UpdateSharer(Seed seed) {
    this.seed = seed;
  }

  /**
   * Replaces a block of the secret by S2's share.
   *
   * @param from place of the first word in the update, a multiple of {@link #STEP}
   * @param words as many as the block has
   * @param scratch of the same length, overwritten
   */
  public void correct(long from, int[] words, int[] scratch) {
    Prg.at(seed, Streams.UPDATE, from * Integer.BYTES).ints(scratch);
    for (int i = 0; i < words.length; i++) {
      words[i] -= scratch[i];
    }
  }
}
