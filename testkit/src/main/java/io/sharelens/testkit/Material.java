package io.sharelens.testkit;

import java.util.Arrays;

/**
 * One field of correlated randomness as a server got it: words, residues or packed bits.
 *
 * @param derived whether the dealer computed it, rather than drew it
 * @param words ring words, else empty
 * @param residues residues modulo {@code modulus}, else empty
 * @param bits packed bits, else empty
 */
public record Material(boolean derived, int[] words, byte[] residues, int modulus, long[] bits) {
  static Material words(boolean derived, int[] share) {
    return new Material(derived, share.clone(), new byte[0], 0, new long[0]);
  }

  static Material residues(boolean derived, byte[] share, int p) {
    return new Material(derived, new int[0], share.clone(), p, new long[0]);
  }

  static Material bits(boolean derived, long[] share) {
    return new Material(derived, new int[0], new byte[0], 0, share.clone());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Material m
        && derived == m.derived
        && modulus == m.modulus
        && Arrays.equals(words, m.words)
        && Arrays.equals(residues, m.residues)
        && Arrays.equals(bits, m.bits);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(words) + 17 * Arrays.hashCode(residues) + Arrays.hashCode(bits);
  }
}
