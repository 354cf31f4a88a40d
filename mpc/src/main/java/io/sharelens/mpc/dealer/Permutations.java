package io.sharelens.mpc.dealer;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Uniform permutations from a generator. */
public final class Permutations {
  /** Words of a seed handed out by {@link MaterialWriter#own}. */
  public static final int SEED_WORDS = 2;

  private Permutations() {}

  /** A uniform permutation of 0 .. n-1 (Fisher and Yates, unbiased draws). */
  public static int[] draw(Prg prg, int n) {
    int[] p = new int[n];
    int[] words = new int[Math.max(n, 1)];
    prg.ints(words);
    for (int i = 0; i < n; i++) {
      int j = prg.below(words[i], i + 1);
      p[i] = p[j];
      p[j] = i;
    }
    return p;
  }

  /** The permutation that a party and the dealer both derive from a seed of two words. */
  static int[] fromWords(long[] seed, int n) {
    return draw(new Prg(seed(seed, 0), 0), n);
  }

  /** A seed from two words of {@code words}, starting at {@code at}. */
  static Seed seed(long[] words, int at) {
    byte[] key = new byte[Seed.BYTES];
    ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).putLong(words[at]).putLong(words[at + 1]);
    return Seed.of(key);
  }

  /** Element i of the result is {@code a[p[i]]}. */
  public static int[] apply(int[] p, int[] a) {
    int[] r = new int[p.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = a[p[i]];
    }
    return r;
  }
}
