package io.sharelens.plugins.falcon;

import io.sharelens.spi.Cost;

/**
 * What an element costs, in bits over all three parties.
 *
 * <table>
 * <caption>Numbers of k bits; a ReLU that cuts f bits off compares k = 32 - f bits</caption>
 * <tr><th>part</th><th>rounds</th><th>bits</th></tr>
 * <tr><td>R opened</td><td>1</td><td>3 (k - 1)</td></tr>
 * <tr><td>product of k factors, opened</td><td>ceil(log2 k)</td><td>21 (k - 2) + 42</td></tr>
 * <tr><td>selection</td><td>1</td><td>99; 3 k + 3 within a pooling</td></tr>
 * <tr><td>truncation</td><td>0</td><td>32 + 3 f</td></tr>
 * <tr><td>entering a pooling</td><td>1</td><td>k</td></tr>
 * <tr><td>offline: sign</td><td></td><td>k + 3 A + 21 (2 k + 1), A the adder's products</td></tr>
 * <tr><td>offline: selection</td><td></td><td>96</td></tr>
 * </table>
 */
final class FalconCost {
  private static final int PARTIES = 3;
  private static final int RESIDUE = 7;
  private static final int WORD = 32;

  private FalconCost() {}

  /** A sign of k bits. */
  static Cost sign(int k) {
    int product = PARTIES * RESIDUE * (k - 2) + 2 * PARTIES * RESIDUE;
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(k - 1);
    int made =
        k + PARTIES * CarryGroups.of(k - 1).products() + PARTIES * RESIDUE * SignMaterial.planes(k);
    return new Cost(1 + levels, PARTIES * (k - 1) + product, made);
  }

  /** A ReLU with {@code bits} truncated. */
  static Cost relu(int bits) {
    Cost sign = sign(WORD - bits);
    int truncation = bits == 0 ? 0 : WORD + PARTIES * bits;
    return new Cost(
        sign.rounds() + 1,
        sign.onlineBits() + PARTIES * (WORD + 1) + truncation,
        sign.offlineBits() + PARTIES * WORD);
  }

  /** Taking an element into a pooling that truncates {@code bits} in the end. */
  static Cost enter(int bits) {
    return new Cost(1, WORD - bits, 0);
  }

  /** A maximum within it. */
  static Cost poolingMax(int bits) {
    int k = WORD - bits;
    Cost sign = sign(k);
    return new Cost(
        sign.rounds() + 1,
        sign.onlineBits() + PARTIES * (k + 1),
        sign.offlineBits() + PARTIES * WORD);
  }
}
