package io.sharelens.client.split;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Additive sharing over Z_2^32 with one share compressed: S1's share is the output of stream {@link
 * Streams#TENSOR} of the seed, S2 gets the correction {@code words - share1} in full. A seed is
 * used for one tensor once.
 */
public final class TensorSharer {
  private TensorSharer() {}

  /**
   * S2's share.
   *
   * @param seed S1's share
   * @param words the secret, for example from the model's input codec
   * @return as many words, uniform for whoever does not know the seed
   */
  public static int[] correction(Seed seed, int[] words) {
    int[] share = new int[words.length];
    new Prg(seed, Streams.TENSOR).ints(share);
    for (int i = 0; i < share.length; i++) {
      share[i] = words[i] - share[i];
    }
    return share;
  }

  /** Words as they travel: little-endian. */
  public static byte[] bytes(int[] words) {
    byte[] out = new byte[Integer.BYTES * words.length];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(words);
    return out;
  }
}
