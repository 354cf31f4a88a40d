package io.sharelens.plugins.indexflat;

import java.util.Arrays;

/** The same normalisations in double precision. */
final class Plain {
  private Plain() {}

  static double[] unit(double[] v) {
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    return Arrays.stream(v).map(x -> norm == 0 ? 0 : x / norm).toArray();
  }

  static double[] bySum(double[] v) {
    double sum = Arrays.stream(v).sum();
    return Arrays.stream(v).map(x -> sum == 0 ? 0 : x / sum).toArray();
  }

  static double distance(double[] a, double[] b) {
    double d = 0;
    for (int i = 0; i < a.length; i++) {
      d += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return d;
  }
}
