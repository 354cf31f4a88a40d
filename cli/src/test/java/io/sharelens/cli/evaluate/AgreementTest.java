package io.sharelens.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.cli.evaluate.Classification.Accuracy;
import io.sharelens.mpc.error.LensException;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final float[][] PLAIN = {{1, 5, 2}, {-4, -1, -2}, {0, 3, 2.5f}, {7, 0, 0}};
  private static final float[][] SECURE = {{1, 4.75f, 2}, {-4, -1, -2}, {0, 2, 2.5f}, {7, 0, 0}};

  @Test
  void countsPicturesWhoseBestClassIsAnother() {
    Agreement agreement = Agreement.of(SECURE, PLAIN);
    assertThat(agreement.share()).isEqualTo(0.75);
    assertThat(agreement.differing()).isEqualTo(1);
    assertThat(agreement.widestMargin()).isEqualTo(0.5);
    assertThat(agreement.largestDifference()).isEqualTo(1);
    assertThat(agreement.meanDifference()).isCloseTo(1.25 / 12, within(1e-9));
    assertThat(agreement.largestScore()).isEqualTo(7);
  }

  @Test
  void equalScoresAgree() {
    Agreement agreement = Agreement.of(PLAIN, PLAIN);
    assertThat(agreement.share()).isEqualTo(1);
    assertThat(agreement.widestMargin()).isZero();
    assertThat(agreement.largestDifference()).isZero();
  }

  @Test
  void accuracyIsAgainstTheFolders() {
    Accuracy accuracy = Accuracy.of(SECURE, PLAIN, new int[] {1, 1, 1, 2});
    assertThat(accuracy.plaintext()).isEqualTo(0.75);
    assertThat(accuracy.secure()).isEqualTo(0.5);
  }

  @Test
  void scoresOfOtherPicturesAreRefused() {
    assertThatThrownBy(() -> Agreement.of(new float[3][2], PLAIN))
        .isInstanceOf(LensException.class);
    assertThatThrownBy(() -> Agreement.of(new float[0][], new float[0][]))
        .isInstanceOf(LensException.class);
  }
}
