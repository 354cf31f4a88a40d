package io.sharelens.spi.vector;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;

/**
 * Secret power-of-four bracket of secret words n, 0 &lt;= n &lt; 2^30, found with 15 comparisons a
 * word in one batch; nothing is opened.
 *
 * <p>With bits b_j = [n &lt; 4^j], j = 0..14, and the bracket 4^j &lt;= n &lt; 4^(j+1), the factor
 * 4^(14-j) is 1 + sum_{j=1..14} 3 * 4^(14-j) b_j - 4^14 b_0, and its root 2^(14-j) likewise; both
 * are 0 for n = 0.
 *
 * @param square [n] 4^(14-j): n * square lies in [2^28, 2^30), or is 0
 * @param root [n] 2^(14-j), or 0
 * @param zero [n] 1 where n is 0
 */
record Bracket(SharedTensor square, SharedTensor root, SharedTensor zero) {
  private static final int TOP = 14;
  private static final int STEPS = TOP + 1;

  static Bracket of(SharedTensor words, Arithmetic arithmetic, ComparisonProtocol compare) {
    int n = words.size();
    int[] spread = new int[n * STEPS];
    int[] minusPowers = new int[n * STEPS];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = i / STEPS;
      minusPowers[i] = -(1 << (2 * (i % STEPS)));
    }
    // |n - 4^j| < 2^30, so the comparison is exact.
    SharedTensor differences =
        arithmetic.addPublic(arithmetic.gather(words, spread, Shape.of(n * STEPS)), minusPowers);
    SharedTensor below = arithmetic.toArithmetic(compare.negative(differences));
    SharedTensor factors =
        arithmetic.matmulPublic(arithmetic.reshape(below, Shape.of(n, STEPS)), weights(), 3);
    return new Bracket(
        arithmetic.addPublic(column(arithmetic, factors, 0), 1),
        arithmetic.addPublic(column(arithmetic, factors, 1), 1),
        column(arithmetic, factors, 2));
  }

  private static int[] weights() {
    int[] w = new int[3 * STEPS];
    w[0] = -(1 << (2 * TOP));
    w[STEPS] = -(1 << TOP);
    w[2 * STEPS] = 1;
    for (int j = 1; j <= TOP; j++) {
      w[j] = 3 << (2 * (TOP - j));
      w[STEPS + j] = 1 << (TOP - j);
    }
    return w;
  }

  private static SharedTensor column(Arithmetic arithmetic, SharedTensor matrix, int column) {
    int n = matrix.shape().dim(0);
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = i * matrix.shape().dim(1) + column;
    }
    return arithmetic.gather(matrix, index, Shape.of(n));
  }
}
