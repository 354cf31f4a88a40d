package io.sharelens.owner.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.federation.UpdateRules;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateEncoderTest {
  private static final int LARGE = UpdateEncoder.BLOCK + 3;
  private static final UpdateRules RULES = rules(1e6, 0.5, 0);

  static UpdateRules rules(double clipNorm, double clipValue, double noise) {
    return new UpdateRules(3, 10, 100, clipNorm, clipValue, 16, 1000, 20, noise);
  }

  @Test
  void aWordIsPicturesTimesChangeRounded() {
    int[] words = words(tensor(0, 1f, -2f), tensor(0.25f, 0.9f, -2.125f), 7, 1.5, RULES);
    assertThat(words)
        .containsExactly(
            (int) (0.25 * 7 * 65536),
            (int) Math.rint((0.9f - 1f) * 7.0 * 65536),
            (int) (-0.125 * 7 * 65536),
            (int) Math.rint(1.5 * 7 * 1000));
  }

  @Test
  void everyWordIsWithinHalfAUnit() {
    Random random = new Random(1);
    float[] before = new float[LARGE];
    float[] after = new float[LARGE];
    for (int i = 0; i < LARGE; i++) {
      before[i] = (float) random.nextGaussian();
      after[i] = before[i] + (float) random.nextGaussian() * 0.01f;
    }
    int[] words = words(tensor(before), tensor(after), 93, 0, RULES);
    for (int i = 0; i < LARGE; i++) {
      double exact = (double) (after[i] - before[i]) * 93 * 65536;
      assertThat((double) words[i]).isCloseTo(exact, within(0.5000001));
    }
  }

  @Test
  void changesAreClippedOneByOneAndThenTogether() {
    float[] change = {3f, -4f, 0.1f};
    assertThat(words(tensor(0, 0, 0), tensor(change), 1, 0, rules(1e6, 0.5, 0)))
        .containsExactly(32768, -32768, (int) Math.rint(0.1f * 65536.0), 0);
    int[] words = words(tensor(0, 0, 0), tensor(change), 1, 0, rules(1, 10, 0));
    double norm = Math.sqrt(Arrays.stream(words).mapToDouble(w -> (double) w * w).sum());
    assertThat(norm / 65536).isCloseTo(1, within(1e-4));
    assertThat((double) words[0] / words[1]).isCloseTo(-0.75, within(1e-4));
  }

  @Test
  void moreThanTheMostPicturesCountAsSoMany() {
    assertThat(words(tensor(0), tensor(0.25f), 1_000_000, 1, RULES))
        .containsExactly((int) (0.25 * 100 * 65536), 100_000);
  }

  @Test
  void lossesAreBounded() {
    assertThat(words(tensor(0), tensor(0), 2, 1e9, RULES)).containsExactly(0, 40_000);
    assertThat(words(tensor(0), tensor(0), 2, -1, RULES)).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedWhereverItIs(float bad) {
    for (int at : new int[] {0, 1, LARGE / 2, LARGE - 1}) {
      float[] after = new float[LARGE];
      after[at] = bad;
      assertThatThrownBy(() -> words(tensor(new float[LARGE]), tensor(after), 1, 0, RULES))
          .isInstanceOfSatisfying(
              LensException.class, e -> assertThat(e.code()).isEqualTo("update-not-finite"));
    }
    assertThatThrownBy(() -> words(tensor(0), tensor(0), 1, bad, RULES))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("the loss");
  }

  @Test
  void weightsOfAnotherModelAreRefused() {
    assertThatThrownBy(() -> words(tensor(0, 1), tensor(0), 1, 0, RULES))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("update-mismatch"));
  }

  @Test
  void noiseHasTheDeviationOfTheRulesAndTheLossIsNotSent() {
    int[] words =
        words(tensor(new float[LARGE]), tensor(new float[LARGE]), 50, 3, rules(1, 0.5, 2.5));
    assertThat(words[LARGE]).isZero();
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (int i = 0; i < LARGE; i++) {
      double x = words[i] / 65536.0 / 2.5;
      mean += x / LARGE;
      square += x * x / LARGE;
      fourth += x * x * x * x / LARGE;
    }
    // Six deviations of what is estimated.
    assertThat(mean).isCloseTo(0, within(6 / Math.sqrt(LARGE)));
    assertThat(square).isCloseTo(1, within(6 * Math.sqrt(2.0 / LARGE)));
    assertThat(fourth).isCloseTo(3, within(6 * Math.sqrt(96.0 / LARGE)));
    assertThat(words[0]).isNotEqualTo(words[UpdateEncoder.BLOCK]);
  }

  @Test
  void noiseIsAnotherForEachUpdateAndTheSameForABlock() {
    UpdateEncoder encoder =
        new UpdateEncoder(
            Map.of("w", tensor(0, 0, 0)),
            Map.of("w", tensor(0, 0, 0)),
            1,
            0,
            rules(1, 1, 1),
            new SecureRandom());
    int[] once = new int[4];
    int[] again = new int[4];
    encoder.encode(0, once);
    encoder.encode(0, again);
    assertThat(again).isEqualTo(once);
    assertThat(words(tensor(0, 0, 0), tensor(0, 0, 0), 1, 0, rules(1, 1, 1))).isNotEqualTo(once);
  }

  static FloatTensor tensor(float... values) {
    return new FloatTensor(Shape.of(values.length), values);
  }

  static int[] words(
      FloatTensor before, FloatTensor after, int pictures, double loss, UpdateRules rules) {
    UpdateEncoder encoder =
        new UpdateEncoder(
            Map.of("w", before), Map.of("w", after), pictures, loss, rules, new SecureRandom());
    int[] all = new int[(int) encoder.layout().words()];
    for (int b = 0; b < encoder.blocks(); b++) {
      int[] block = new int[encoder.length(b)];
      encoder.encode(b, block);
      System.arraycopy(block, 0, all, (int) encoder.start(b), block.length);
    }
    return all;
  }
}
