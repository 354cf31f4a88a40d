package io.sharelens.testkit;

import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import java.util.Random;

/**
 * A secret tensor with both its shares, made and put together in tests only.
 *
 * @param shape of the tensor
 * @param first server 1's words
 * @param second server 2's words
 */
public record Secret(Shape shape, int[] first, int[] second) {
  /** Shares {@code values} with uniform words of {@code random}. */
  public static Secret of(Shape shape, int[] values, Random random) {
    int[] first = new int[values.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = random.nextInt();
    }
    return split(shape, values, first);
  }

  /** Shares {@code values} such that server 1 has {@code first}. */
  public static Secret split(Shape shape, int[] values, int[] first) {
    int[] second = new int[values.length];
    for (int i = 0; i < second.length; i++) {
      second[i] = values[i] - first[i];
    }
    return new Secret(shape, first.clone(), second);
  }

  /** The share of {@code server}, a copy. */
  public SharedTensor of(Server server) {
    return new AdditiveTensor(shape, (server.number() == 1 ? first : second).clone());
  }

  /** Adds two additive shares up. */
  public static int[] reconstruct(SharedTensor first, SharedTensor second) {
    int[] a = AdditiveTensor.shareOf(first);
    int[] b = AdditiveTensor.shareOf(second);
    int[] sum = new int[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  /** XORs two shares of bits; one entry, 0 or 1, per bit. */
  public static int[] reconstruct(SharedBits first, SharedBits second) {
    long[] a = XorBits.shareOf(first);
    long[] b = XorBits.shareOf(second);
    int[] bits = new int[first.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (int) ((a[i >>> 6] ^ b[i >>> 6]) >>> i & 1);
    }
    return bits;
  }
}
