package io.sharelens.mpc.dealer;

/**
 * A server's side of one correlation, field by field. Random fields come from the seed that this
 * server has in common with the dealer and cost no byte; derived fields do so at the first server,
 * while the second receives a correction. Every method fills the whole array.
 */
public interface MaterialReader {
  /** This server's additive shares of random ring elements. */
  void random(int[] share);

  /** This server's additive shares of ring elements that the dealer computed. */
  void derived(int[] share);

  /** XOR shares of random bits, packed. */
  void randomBits(long[] share);

  /** XOR shares of bits that the dealer computed, packed. */
  void derivedBits(long[] share);

  /** Additive shares modulo a small prime {@code p} &lt; 128 of uniform elements. */
  void randomMod(byte[] share, int p);

  /** Additive shares modulo a small prime {@code p} of elements that the dealer computed. */
  void derivedMod(byte[] share, int p);

  /**
   * Random words known to the dealer and to {@code party} alone (a permutation's seed, say).
   *
   * @return true if this server is {@code party} and {@code words} was filled
   */
  boolean own(int party, long[] words);

  /** Fails if material was left unread: then this server and the dealer disagree. */
  void done();
}
