package io.sharelens.mpc.kernel;

/** Residues modulo 67, one number at a time. */
public final class Z67 {
  /**
   * The modulus: a small prime above 1 + 1 + 33, so that no factor of a comparison of 32 bits
   * (Falcon, FLSIR) wraps to 0.
   */
  public static final int P = 67;

  // floor(v / 67) = v * 62602 >>> 22 for 0 <= v < 34,000: a test tries every one.
  private static final int MULTIPLIER = 62_602;
  private static final int SHIFT = 22;

  private Z67() {}

  /** {@code v mod 67} for 0 &lt;= v &lt; 34,000. */
  public static int reduce(int v) {
    return v - P * (v * MULTIPLIER >>> SHIFT);
  }

  /** Residue of a value in -67..66. */
  public static int up(int v) {
    return v + (P & v >> 31);
  }
}
