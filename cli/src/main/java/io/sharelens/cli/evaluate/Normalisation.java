package io.sharelens.cli.evaluate;

import io.sharelens.node.scheme.SchemeFile;

/** Plaintext twin of an index's normalisation. */
public enum Normalisation {
  L2,
  SUM;

  /** What a scheme's index does; the index's own default is {@code l2}. */
  public static Normalisation of(SchemeFile scheme) {
    return "sum".equals(scheme.index().config().text("normalisation", "l2")) ? SUM : L2;
  }

  public float[] apply(float[] v) {
    double length = 0;
    for (float x : v) {
      length += this == L2 ? (double) x * x : x;
    }
    length = this == L2 ? Math.sqrt(length) : length;
    float[] unit = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      unit[i] = length == 0 ? 0 : (float) (v[i] / length);
    }
    return unit;
  }
}
