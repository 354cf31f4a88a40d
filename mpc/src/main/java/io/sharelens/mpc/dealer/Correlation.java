package io.sharelens.mpc.dealer;

/**
 * One kind of correlated randomness: the dealer's half. The servers' half reads the same fields in
 * the same order. Large counts are dealt in blocks, so that neither side holds more than one.
 */
public interface Correlation {
  /** Unique name, for example {@code triple} or {@code threemul.compare}. */
  String kind();

  /** Writes the material for {@code request}; refuses parameters that make no sense. */
  void deal(DealerRequest request, MaterialWriter out, MaskRows rows);
}
