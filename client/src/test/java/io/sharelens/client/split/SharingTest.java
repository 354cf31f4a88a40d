package io.sharelens.client.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.PartPlan;
import io.sharelens.client.reconstruct.Reconstruction;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharingTest {
  private final SplittableRandom random = new SplittableRandom(11);

  private Seed seed() {
    byte[] key = new byte[Seed.BYTES];
    random.nextBytes(key);
    return Seed.of(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4095, 4096, 4097, 100_001})
  void aFileComesBackBitForBit(int length) {
    byte[] file = new byte[length];
    random.nextBytes(file);
    Seed seed = seed();

    byte[] second = FileSharer.correction(seed, file);

    assertThat(Reconstruction.file(PartPlan.SEED, seed.bytes(), PartPlan.FULL, second, length))
        .isEqualTo(file);
    byte[] first = new byte[length];
    new Prg(seed, Streams.FILE).bytes(first);
    assertThat(Reconstruction.file(PartPlan.FULL, first, PartPlan.FULL, second, length))
        .isEqualTo(file);
  }

  @Test
  void aTensorComesBack() {
    int[] words = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30};
    Seed seed = seed();
    int[] first = new int[words.length];
    new Prg(seed, Streams.TENSOR).ints(first);

    assertThat(Reconstruction.words(first, TensorSharer.correction(seed, words)))
        .containsExactly(words);
  }

  @Test
  void wordsTravelLittleEndian() {
    assertThat(TensorSharer.bytes(new int[] {0x04030201, -2}))
        .containsExactly(1, 2, 3, 4, -2, -1, -1, -1);
  }

  @Test
  void sharesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Reconstruction.words(new int[2], new int[3]))
        .isInstanceOf(LensException.class);
    assertThatThrownBy(
            () -> Reconstruction.file(PartPlan.FULL, new byte[2], PartPlan.FULL, new byte[3], 3))
        .isInstanceOf(LensException.class);
  }

  /** Over many seeds each byte of S2's share of a constant file is uniform: chi-square, 255 df. */
  @Test
  void correctionsSayNothingOfTheFile() {
    long[] counts = new long[256];
    byte[] file = new byte[64];
    int seeds = 4000;
    for (int i = 0; i < seeds; i++) {
      for (byte b : FileSharer.correction(seed(), file)) {
        counts[b & 0xff]++;
      }
    }
    assertThat(chiSquare(counts, seeds * 64.0 / 256)).isBetween(160.0, 370.0);
  }

  /** The same for S2's share of a constant tensor, in its highest and lowest bytes. */
  @Test
  void correctionsSayNothingOfTheTensor() {
    long[] high = new long[256];
    long[] low = new long[256];
    int seeds = 4000;
    for (int i = 0; i < seeds; i++) {
      for (int w : TensorSharer.correction(seed(), new int[64])) {
        high[w >>> 24]++;
        low[w & 0xff]++;
      }
    }
    assertThat(chiSquare(high, seeds * 64.0 / 256)).isBetween(160.0, 370.0);
    assertThat(chiSquare(low, seeds * 64.0 / 256)).isBetween(160.0, 370.0);
  }

  private static double chiSquare(long[] counts, double expected) {
    double sum = 0;
    for (long c : counts) {
      sum += (c - expected) * (c - expected) / expected;
    }
    return sum;
  }
}
