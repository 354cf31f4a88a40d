package io.sharelens.spi.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.testkit.ClearParties;
import io.sharelens.testkit.ClearRules;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bracket, inverse square root and unit vectors against double precision, ranges checked. */
class UnitRowsTest {
  private static final ClearRules RULES = ClearRules.rounding(5);

  @Test
  void bracketsScaleEveryWordIntoOneOctave() {
    int[] words = new int[3 * 15 + 1];
    for (int j = 0; j < 15; j++) {
      words[3 * j] = 1 << (2 * j);
      words[3 * j + 1] = (int) ((1L << (2 * j + 2)) - 1);
      words[3 * j + 2] = 3 << (2 * j);
    }
    // The last word is 0.
    int n = words.length;
    int[][] result =
        ClearParties.run(
                RULES,
                party -> {
                  Bracket b =
                      Bracket.of(
                          party.input(Shape.of(n), words), party.arithmetic(), party.comparison());
                  return new int[][] {
                    party.reveal(b.square()), party.reveal(b.root()), party.reveal(b.zero())
                  };
                })
            .getFirst();
    for (int i = 0; i < n - 1; i++) {
      assertThat((long) words[i] * result[0][i]).isBetween(1L << 28, (1L << 30) - 1);
      assertThat(result[1][i] * result[1][i]).isEqualTo(result[0][i]);
      assertThat(result[2][i]).isZero();
    }
    assertThat(new int[] {result[0][n - 1], result[1][n - 1], result[2][n - 1]})
        .containsExactly(0, 0, 1);
  }

  @Test
  void inverseSquareRootIsRightToFourteenBitsOnItsWholeRange() {
    int n = 20_000;
    int[] arguments = new int[n];
    for (int i = 0; i < n; i++) {
      arguments[i] = (int) ((1L << 28) + i * (3L << 28) / n);
    }
    arguments[n - 1] = (1 << 30) - 1;
    int[] roots =
        ClearParties.run(
                RULES,
                party ->
                    party.reveal(
                        InverseSquareRoot.of(
                            party.input(Shape.of(n), arguments), party.arithmetic())))
            .getFirst();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double exact = 0.5 / Math.sqrt(Math.scalb((double) arguments[i], -30));
      double error = Math.scalb((double) roots[i], -InverseSquareRoot.FRACTION) / exact - 1;
      assertThat(error).as("at %d", arguments[i]).isEqualTo(0, within(Math.scalb(1.0, -13)));
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / n)).as("standard deviation").isLessThan(3e-5);
  }

  @Test
  void unitVectorsOfEveryLengthAndSign() {
    FeatureSpec spec = new FeatureSpec(8, 6, 30_000, (1 << 14) - 1);
    UnitScale scale = UnitScale.of(spec);
    assertThat(scale.featureShift()).isZero();
    Random random = new Random(8);
    int n = 400;
    int[] words = new int[8 * n];
    for (int i = 0; i < n - 1; i++) {
      int size = (int) Math.min(5700, Math.exp(9 * random.nextDouble()));
      for (int c = 0; c < 8; c++) {
        words[8 * i + c] = random.nextInt(2 * size + 1) - size;
      }
      words[8 * i] |= 1;
    }
    int[] units =
        ClearParties.run(
                RULES,
                party -> {
                  UnitRows index = new UnitRows(spec, party.arithmetic(), party.comparison());
                  return party.reveal(index.unit(party.input(Shape.of(n, 8), words)));
                })
            .getFirst();
    for (int i = 0; i < n; i++) {
      double[] v = Arrays.stream(words, 8 * i, 8 * i + 8).asDoubleStream().toArray();
      double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
      for (int c = 0; c < 8; c++) {
        double unit = Math.scalb((double) units[8 * i + c], -scale.unitFraction());
        assertThat(unit).isEqualTo(norm == 0 ? 0 : v[c] / norm, within(i == n - 1 ? 0 : 2e-4));
      }
    }
  }

  @Test
  void scalesKeepEveryPlanInRange() {
    for (int dimension : new int[] {1, 512, 1 << 16}) {
      for (int bits = 0; bits < 45; bits++) {
        FeatureSpec spec = new FeatureSpec(dimension, 6, (1 << 30) - 1, 1L << bits);
        UnitScale s = UnitScale.of(spec);
        double error = Math.sqrt(dimension);
        double norm = Math.scalb(1.0, bits - s.featureShift());
        assertThat(norm + (s.featureShift() > 0 ? error : 0)).isLessThan(1 << 15);
        assertThat(s.unitFraction()).isBetween(14, 16);
        double query = Math.scalb(1.0, bits - s.queryShift()) + (s.queryShift() > 0 ? error : 0);
        assertThat(query * (Math.scalb(1.0, s.unitFraction()) + error))
            .isLessThanOrEqualTo(s.scoreBound());
        assertThat(s.scoreBound()).isLessThan(1 << 29);
      }
    }
    assertThatThrownBy(() -> UnitScale.of(new FeatureSpec(512, 6, 1 << 30, 1)))
        .isInstanceOf(LensException.class)
        .extracting(e -> ((LensException) e).code())
        .isEqualTo("plan-does-not-hold");
  }
}
