package io.sharelens.spi.vector;

/** Index arrays for {@code Arithmetic.gather}. */
public final class Rows {
  private Rows() {}

  /** 0, 1, ..., n-1. */
  public static int[] range(int n) {
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = i;
    }
    return index;
  }

  /** Each of 0..n-1, {@code times} times. */
  public static int[] repeat(int n, int times) {
    int[] index = new int[n * times];
    for (int i = 0; i < index.length; i++) {
      index[i] = i / times;
    }
    return index;
  }
}
