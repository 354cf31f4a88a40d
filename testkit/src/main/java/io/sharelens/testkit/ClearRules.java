package io.sharelens.testkit;

/**
 * What the clear-text fake does where real protocols have freedom.
 *
 * @param oneUnit whether a truncation adds one unit as the real ones do (with the probability of
 *     the dropped bits), or is an exact floor
 * @param strict whether an operand outside a protocol's declared range fails the run
 * @param seed of the added units and of shuffles
 */
public record ClearRules(boolean oneUnit, boolean strict, long seed) {
  /** Exact floors, ranges checked. */
  public static ClearRules exact() {
    return new ClearRules(false, true, 1);
  }

  /** Truncations with their error of 0 or one unit, ranges checked. */
  public static ClearRules rounding(long seed) {
    return new ClearRules(true, true, seed);
  }

  /** Nothing is checked: shows what values out of range lead to. */
  public ClearRules lenient() {
    return new ClearRules(oneUnit, false, seed);
  }
}
