package io.sharelens.owner.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Precision of searches among labelled pictures: each is searched for among the others by the angle
 * between features, and the first {@value #DEPTH} count that are of its class.
 */
public final class LeaveOneOut {
  /** Results that are looked at. */
  public static final int DEPTH = 10;

  private LeaveOneOut() {}

  /**
   * Mean precision over all pictures as queries.
   *
   * @param features one vector for each picture
   * @param labels their classes
   * @return empty with fewer than {@value #DEPTH} others, with one class, or where a feature is not
   *     finite
   */
  public static OptionalDouble precision(float[][] features, int[] labels) {
    long classes = Arrays.stream(labels).distinct().count();
    if (labels.length <= DEPTH || classes < 2) {
      return OptionalDouble.empty();
    }
    double[][] unit = Arrays.stream(features).map(LeaveOneOut::unit).toArray(double[][]::new);
    if (Arrays.stream(unit).anyMatch(u -> !Arrays.stream(u).allMatch(Double::isFinite))) {
      return OptionalDouble.empty();
    }
    return IntStream.range(0, labels.length).mapToDouble(q -> precision(unit, labels, q)).average();
  }

  private static double precision(double[][] unit, int[] labels, int query) {
    double[] scores = new double[labels.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = dot(unit[query], unit[i]);
    }
    long right =
        IntStream.range(0, labels.length)
            .filter(i -> i != query)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .limit(DEPTH)
            .filter(i -> labels[i] == labels[query])
            .count();
    return (double) right / DEPTH;
  }

  private static double[] unit(float[] feature) {
    double square = 0;
    for (float f : feature) {
      square += (double) f * f;
    }
    double norm = square > 0 ? Math.sqrt(square) : 1;
    double[] unit = new double[feature.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = feature[i] / norm;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
