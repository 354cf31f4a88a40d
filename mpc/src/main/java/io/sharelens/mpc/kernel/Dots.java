package io.sharelens.mpc.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Products of few rows with many rows. Nothing is rearranged: memory is read once and in order,
 * which is all that such a product waits for.
 */
final class Dots {
  private static final int L = Tiles.L;

  private Dots() {}

  /** Rows up to which this is faster than {@link Product}. */
  static final int FEW = 7;

  /**
   * @param few rows that are met by every row of {@code many}
   * @param k words of a row
   * @param out element (f, m) goes to {@code at + f * fewStep + m * step}
   */
  static void run(
      int[] few,
      int fews,
      int[] many,
      int from,
      int to,
      int k,
      int[] out,
      int at,
      int fewStep,
      int step) {
    for (int m = from; m < to; m++) {
      int f = 0;
      for (; f + 4 <= fews; f += 4) {
        four(few, f * k, many, m * k, k, out, at + f * fewStep + m * step, fewStep);
      }
      for (; f < fews; f++) {
        out[at + f * fewStep + m * step] = one(few, f * k, many, m * k, k);
      }
    }
  }

  private static int one(int[] a, int p, int[] b, int q, int k) {
    IntVector s0 = IntVector.zero(Tiles.S);
    IntVector s1 = s0;
    int t = 0;
    for (; t <= k - 2 * L; t += 2 * L) {
      IntVector x = IntVector.fromArray(Tiles.S, b, q + t);
      IntVector y = IntVector.fromArray(Tiles.S, b, q + t + L);
      s0 = s0.add(x.mul(IntVector.fromArray(Tiles.S, a, p + t)));
      s1 = s1.add(y.mul(IntVector.fromArray(Tiles.S, a, p + t + L)));
    }
    int sum = s0.add(s1).reduceLanes(VectorOperators.ADD);
    for (; t < k; t++) {
      sum += a[p + t] * b[q + t];
    }
    return sum;
  }

  private static void four(int[] a, int p, int[] b, int q, int k, int[] out, int o, int step) {
    IntVector s0 = IntVector.zero(Tiles.S);
    IntVector s1 = s0;
    IntVector s2 = s0;
    IntVector s3 = s0;
    int p1 = p + k;
    int p2 = p1 + k;
    int p3 = p2 + k;
    int t = 0;
    for (; t <= k - L; t += L) {
      IntVector x = IntVector.fromArray(Tiles.S, b, q + t);
      s0 = s0.add(x.mul(IntVector.fromArray(Tiles.S, a, p + t)));
      s1 = s1.add(x.mul(IntVector.fromArray(Tiles.S, a, p1 + t)));
      s2 = s2.add(x.mul(IntVector.fromArray(Tiles.S, a, p2 + t)));
      s3 = s3.add(x.mul(IntVector.fromArray(Tiles.S, a, p3 + t)));
    }
    int d0 = s0.reduceLanes(VectorOperators.ADD);
    int d1 = s1.reduceLanes(VectorOperators.ADD);
    int d2 = s2.reduceLanes(VectorOperators.ADD);
    int d3 = s3.reduceLanes(VectorOperators.ADD);
    for (; t < k; t++) {
      d0 += a[p + t] * b[q + t];
      d1 += a[p1 + t] * b[q + t];
      d2 += a[p2 + t] * b[q + t];
      d3 += a[p3 + t] * b[q + t];
    }
    out[o] = d0;
    out[o + step] = d1;
    out[o + 2 * step] = d2;
    out[o + 3 * step] = d3;
  }
}
