package io.sharelens.testkit;

import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.inference.update.UpdateShares;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.spi.federation.UpdateShare;
import java.security.SecureRandom;

/**
 * An owner's update with both its shares, for tests: a seed and a correction.
 *
 * @param words in the clear
 * @param pictures weight of the owner
 */
public record SharedUpdate(int[] words, int pictures, Seed seed, int[] correction) {
  /** Shares {@code words} as owners do. */
  public static SharedUpdate of(int[] words, int pictures, SecureRandom random) {
    Seed seed = Seed.fresh(random);
    int[] correction = new int[words.length];
    new Prg(seed, UpdateLayout.STREAM).ints(correction);
    for (int i = 0; i < words.length; i++) {
      correction[i] = words[i] - correction[i];
    }
    return new SharedUpdate(words, pictures, seed, correction);
  }

  /** A reader of one party's share, from its beginning. */
  public UpdateShare share(int party) {
    if (party == 1) {
      return UpdateShares.ofSeed(seed);
    }
    int[] at = new int[1];
    return out -> {
      System.arraycopy(correction, at[0], out, 0, out.length);
      at[0] += out.length;
    };
  }
}
