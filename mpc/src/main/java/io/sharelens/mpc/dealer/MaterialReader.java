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

  /** XOR shares of bits that the dealer computed, packed. */
  void derivedBits(int[] share);

  /**
   * This server's part of random words that are drawn apart from the fields above: a fresh cursor
   * at the start of track {@code t}, from 0, as often as wanted. What a later phase needs again is
   * drawn again instead of kept. What the words mean (additive, XOR, modulo 2^k) is the protocol's
   * choice: they are uniform, and the two servers' are independent.
   */
  Track track(int t);

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
