package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LeaveOneOutTest {
  /** Twelve of each of two classes, in two directions. */
  private static float[][] twoDirections(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> i % 2 == 0 ? new float[] {1 + i, 0.01f * i} : new float[] {0.01f * i, 1 + i})
        .toArray(float[][]::new);
  }

  private static int[] labels(int n) {
    return IntStream.range(0, n).map(i -> i % 2).toArray();
  }

  @Test
  void classesInDirectionsOfTheirOwnAreFound() {
    assertThat(LeaveOneOut.precision(twoDirections(24), labels(24))).hasValue(1.0);
  }

  /** Of ten results at most as many are right as the class has others. */
  @Test
  void smallClassesCannotFillTheList() {
    assertThat(LeaveOneOut.precision(twoDirections(12), labels(12)).orElseThrow())
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void noiseIsNearChance() {
    Random random = new Random(3);
    float[][] features = new float[200][8];
    for (float[] f : features) {
      for (int i = 0; i < f.length; i++) {
        f[i] = (float) random.nextGaussian();
      }
    }
    assertThat(LeaveOneOut.precision(features, labels(200)).orElseThrow())
        .isCloseTo(0.5, within(0.1));
  }

  @Test
  void nothingIsSaidOfTooFewOrOfOneClass() {
    assertThat(LeaveOneOut.precision(twoDirections(10), labels(10))).isEmpty();
    assertThat(LeaveOneOut.precision(twoDirections(24), new int[24])).isEmpty();
    float[][] broken = twoDirections(24);
    broken[3][0] = Float.NaN;
    assertThat(LeaveOneOut.precision(broken, labels(24))).isEmpty();
  }

  @Test
  void aFeatureOfZerosIsNoFailure() {
    float[][] features = twoDirections(24);
    features[5] = new float[2];
    assertThat(LeaveOneOut.precision(features, labels(24))).isPresent();
  }
}
