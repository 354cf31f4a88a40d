package io.sharelens.plugins.indexhierarchical;

/** The same distance in double precision. */
final class Plain {
  private Plain() {}

  /** Minus the cosine of the angle; 0 for a zero vector. */
  static double distance(int[] a, int[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      first += (double) a[i] * a[i];
      second += (double) b[i] * b[i];
    }
    return product == 0 ? 0 : -product / Math.sqrt(first * second);
  }
}
