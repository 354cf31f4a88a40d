package io.sharelens.owner.federation;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;

/**
 * Normal random numbers from AES-CTR by the polar method of Box and Muller. Each block of numbers
 * is a stream of its own under one seed that nobody else has, so that blocks can be made in any
 * order.
 */
final class GaussianNoise {
  /** 2^-52: uniform numbers are odd multiples of it in (-1, 1). */
  private static final double UNIT = 0x1p-52;

  private static final int WORDS = 512;

  private final Seed seed;
  private final double deviation;

  GaussianNoise(Seed seed, double deviation) {
    this.seed = seed;
    this.deviation = deviation;
  }

  /** Fills {@code out} with block {@code block}. */
  void fill(long block, double[] out) {
    Prg prg = new Prg(seed, block);
    long[] words = new long[WORDS];
    int used = WORDS;
    for (int i = 0; i < out.length; ) {
      if (used == WORDS) {
        prg.longs(words);
        used = 0;
      }
      double x = uniform(words[used]);
      double y = uniform(words[used + 1]);
      used += 2;
      double s = x * x + y * y;
      if (s < 1) { // s > 0, since x and y are odd multiples of the unit
        double radius = deviation * Math.sqrt(-2 * Math.log(s) / s);
        out[i++] = x * radius;
        if (i < out.length) {
          out[i++] = y * radius;
        }
      }
    }
  }

  private static double uniform(long word) {
    return ((word >> 11) | 1) * UNIT;
  }
}
