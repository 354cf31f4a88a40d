package io.sharelens.mpc.dealer;

/**
 * The dealer's side of one correlation: the same fields in the same order as {@link
 * MaterialReader}. Values handed in are plain; the writer shares them. Nothing is kept once it is
 * written.
 */
public interface MaterialWriter {
  /** Fills {@code plain} with uniform ring elements, shared by the two seeds. */
  void random(int[] plain);

  /** As {@link #random(int[])}, but tells the two shares apart where their split matters. */
  void random(int[] first, int[] second);

  void derived(int[] plain);

  void randomBits(long[] plain);

  void derivedBits(long[] plain);

  void derivedBits(int[] plain);

  /** Fills {@code share} with server 1's words of the next field; {@link #second} follows. */
  void first(int[] share);

  /**
   * Gives server 2 its words of the field that began with {@link #first}: whatever combines with
   * server 1's to what the protocol defines, in a ring of its own.
   */
  void second(int[] share);

  /**
   * What {@code server} (1 or 2) draws from {@link MaterialReader#track}: a fresh cursor at the
   * start of track {@code t}.
   */
  Track track(int server, int t);

  void randomMod(byte[] plain, int p);

  void derivedMod(byte[] plain, int p);

  /** Fills {@code words} with random words that {@code party} gets too. */
  void own(int party, long[] words);

  /** Uniform words that only the dealer knows, for values that it chooses itself. */
  void secret(int[] words);
}
