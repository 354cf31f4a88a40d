package io.sharelens.testkit;

import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A secret tensor with its three parts, made and put together in tests only.
 *
 * @param shape of the tensor
 * @param parts part i at index i - 1
 */
public record ThreeSecret(Shape shape, List<int[]> parts) {
  /** Shares {@code values} with uniform words of {@code random}. */
  public static ThreeSecret of(Shape shape, int[] values, Random random) {
    int[] first = random.ints(values.length).toArray();
    int[] second = random.ints(values.length).toArray();
    return split(shape, values, first, second);
  }

  /** Shares {@code values} such that the first two parts are the given ones. */
  public static ThreeSecret split(Shape shape, int[] values, int[] first, int[] second) {
    int[] third = new int[values.length];
    for (int i = 0; i < third.length; i++) {
      third[i] = values[i] - first[i] - second[i];
    }
    return new ThreeSecret(shape, List.of(first.clone(), second.clone(), third));
  }

  /** Shares so that one of the parts, another one for each element, is the secret's first share. */
  public static ThreeSecret of(Secret secret, Random random) {
    int n = secret.first().length;
    List<int[]> parts = List.of(new int[n], new int[n], new int[n]);
    for (int i = 0; i < n; i++) {
      int drawn = random.nextInt();
      parts.get(i % 3)[i] = secret.first()[i];
      parts.get((i + 1) % 3)[i] = drawn;
      parts.get((i + 2) % 3)[i] = secret.second()[i] - drawn;
    }
    return new ThreeSecret(secret.shape(), parts);
  }

  /** Shares a vector of bits, each 0 or 1. */
  public static List<SharedBits> bits(int[] bits, Random random) {
    int words = XorBits.words(bits.length);
    long[][] parts = new long[ThreeServers.PARTIES][words];
    for (int w = 0; w < words; w++) {
      parts[0][w] = random.nextLong();
      parts[1][w] = random.nextLong();
      parts[2][w] = parts[0][w] ^ parts[1][w];
    }
    for (int i = 0; i < bits.length; i++) {
      parts[2][i >> 6] ^= (long) bits[i] << i;
    }
    return List.of(
        new ReplicatedBits(bits.length, parts[0].clone(), parts[1].clone()),
        new ReplicatedBits(bits.length, parts[1].clone(), parts[2].clone()),
        new ReplicatedBits(bits.length, parts[2].clone(), parts[0].clone()));
  }

  /** The parts of one party, copies. */
  public SharedTensor of(ThreeServer server) {
    int i = server.number() - 1;
    return new ReplicatedTensor(
        shape, parts.get(i).clone(), parts.get((i + 1) % ThreeServers.PARTIES).clone());
  }

  /** Adds the parts up; fails unless both parties that hold a part hold the same. */
  public static int[] reconstruct(List<? extends SharedTensor> shares) {
    int[] sum = new int[shares.getFirst().size()];
    for (int p = 0; p < ThreeServers.PARTIES; p++) {
      int[] own = ReplicatedTensor.of(shares.get(p)).own();
      SharedTensor before = shares.get((p + 2) % ThreeServers.PARTIES);
      if (!Arrays.equals(own, ReplicatedTensor.of(before).next())) {
        throw new AssertionError("two parties hold different words of part " + (p + 1));
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += own[i];
      }
    }
    return sum;
  }

  /** As {@link #reconstruct}, of bits: one entry, 0 or 1, per bit. */
  public static int[] reconstructBits(List<? extends SharedBits> shares) {
    int[] bits = new int[shares.getFirst().size()];
    for (int p = 0; p < ThreeServers.PARTIES; p++) {
      long[] own = ReplicatedBits.of(shares.get(p)).own();
      long[] same = ReplicatedBits.of(shares.get((p + 2) % ThreeServers.PARTIES)).next();
      for (int i = 0; i < bits.length; i++) {
        if (((own[i >> 6] ^ same[i >> 6]) >>> i & 1) != 0) {
          throw new AssertionError("two parties hold different bits of part " + (p + 1));
        }
        bits[i] ^= (int) (own[i >> 6] >>> i & 1);
      }
    }
    return bits;
  }
}
