package io.sharelens.plugins.threemul;

/**
 * The shape of step 9 of SecBitCmp: a product of {@value #FACTORS} factors by SecThreeMul, three at
 * a time, what is left over moving up: 33, 11, 5, 3, 1.
 *
 * <p>The paper multiplies 34 numbers, m and c[32] .. c[0]. As x has 32 bits, x[32] is 0 and {@code
 * m c[32] = m - m (1 - 2 beta) r[32]} is linear in what the dealer can share, so that 33 are left
 * and no pair remains at the end.
 */
final class ProductTree {
  /** Bits of x. */
  static final int BITS = 32;

  /** m c[32] and c[31] .. c[0]. */
  static final int FACTORS = BITS + 1;

  private ProductTree() {}

  /** Triples on a level of {@code factors}. */
  static int triples(int factors) {
    return factors / 3;
  }

  /** Factors on the level after one of {@code factors}. */
  static int next(int factors) {
    return factors / 3 + factors % 3;
  }

  /** Levels, hence rounds. */
  static int levels() {
    int levels = 0;
    for (int k = FACTORS; k > 1; k = next(k)) {
      levels++;
    }
    return levels;
  }

  /** Triples on all levels. */
  static int allTriples() {
    int sum = 0;
    for (int k = FACTORS; k > 1; k = next(k)) {
      sum += triples(k);
    }
    return sum;
  }
}
