package io.sharelens.plugins.indexflat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.mpc.ring.Shape;
import io.sharelens.testkit.ClearParties;
import io.sharelens.testkit.ClearRules;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Division by public sums against double precision; the fake checks the ranges. */
class SumScaleTest {
  private static final int DIMENSION = 64;

  @Test
  void dividesVectorsOfEverySize() {
    Random random = new Random(2);
    int n = 120;
    int[] words = new int[n * DIMENSION];
    int[] sums = new int[n];
    for (int i = 0; i < n - 2; i++) {
      double size = Math.pow(2, 24.0 * i / n);
      for (int c = 0; c < DIMENSION; c++) {
        int w = random.nextInt(3) == 0 ? 0 : (int) (size * random.nextDouble());
        words[i * DIMENSION + c] = w;
        sums[i] += w;
      }
    }
    words[(n - 2) * DIMENSION] = (1 << 30) - 1;
    sums[n - 2] = (1 << 30) - 1;
    // The last vector is zero.
    int[][] result =
        ClearParties.run(
                ClearRules.rounding(1),
                party -> {
                  SumScale scale = new SumScale(party.arithmetic(), DIMENSION);
                  int[] divided =
                      party.reveal(scale.divide(party.input(Shape.of(n, DIMENSION), words), sums));
                  return new int[][] {divided, {scale.target()}};
                })
            .getFirst();
    int target = result[1][0];
    for (int i = 0; i < n; i++) {
      int[] divided = Arrays.copyOfRange(result[0], i * DIMENSION, (i + 1) * DIMENSION);
      assertThat(Arrays.stream(divided).sum()).isLessThanOrEqualTo((1 << 20) - (1 << 11));
      for (int c = 0; c < DIMENSION; c++) {
        double exact = sums[i] == 0 ? 0 : (double) words[i * DIMENSION + c] * target / sums[i];
        // 18 significant bits of the factor, and up to 1 unit from each of 3 truncations.
        assertThat((double) divided[c]).isEqualTo(exact, within(exact * 0x1p-17 + 3));
      }
    }
  }
}
