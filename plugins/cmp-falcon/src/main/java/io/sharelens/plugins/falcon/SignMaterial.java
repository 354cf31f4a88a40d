package io.sharelens.plugins.falcon;

/**
 * What the offline phase makes for the signs of n numbers of k bits: a random x of k bits, its bits
 * in Z_67 except the top one, the flip bit beta in Z_2 and Z_67, and m, uniform in 1..66.
 *
 * <p>Bits lie in Z_67 as half signs, X[t] = (1 - 2 x[t]) / 2; s = 1 - 2 beta. Planes of residues, n
 * each: X[0] .. X[k-2]; s X[0] .. s X[k-3]; s / 2; m; m s / 2; m s X[k-2].
 *
 * @param k bits of the numbers, 2 to 32
 * @param own part i of x at party i, modulo 2^k; higher bits are anything
 * @param next part i + 1
 * @param top the top bit of x
 * @param flip beta
 */
record SignMaterial(int k, int[] own, int[] next, Plane top, Plane flip, Residues residues) {
  /** Planes of residues for numbers of k bits. */
  static int planes(int k) {
    return 2 * k + 1;
  }

  /** Number of elements, a multiple of 64. */
  int size() {
    return own.length;
  }

  /** Where the plane of X[t] starts. */
  int bit(int t) {
    return t * size();
  }

  /** Where the plane of s X[t] starts, t below k - 2. */
  int flippedBit(int t) {
    return (k - 1 + t) * size();
  }

  /** Where the plane of s / 2 starts. */
  int flipSign() {
    return (2 * k - 3) * size();
  }

  /** Where the plane of m starts. */
  int factor() {
    return (2 * k - 2) * size();
  }

  /** Where the plane of m s / 2 starts. */
  int factorSign() {
    return (2 * k - 1) * size();
  }

  /** Where the plane of m s X[k-2] starts. */
  int factorBit() {
    return 2 * k * size();
  }
}
