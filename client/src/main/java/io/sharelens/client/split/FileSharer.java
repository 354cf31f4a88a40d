package io.sharelens.client.split;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;

/**
 * Additive sharing of a file's bytes over Z_256 with one share compressed: S1's share is stream
 * {@link Streams#FILE} of the seed, S2 gets the correction {@code byte - share1}. A seed is used
 * for one file once.
 */
public final class FileSharer {
  private FileSharer() {}

  /**
   * S2's share.
   *
   * @return a new array, uniform for whoever does not know the seed
   */
  public static byte[] correction(Seed seed, byte[] file) {
    byte[] share = new byte[file.length];
    new Prg(seed, Streams.FILE).bytes(share);
    for (int i = 0; i < share.length; i++) {
      share[i] = (byte) (file[i] - share[i]);
    }
    return share;
  }
}
