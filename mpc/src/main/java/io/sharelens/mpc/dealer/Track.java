package io.sharelens.mpc.dealer;

/** A cursor over random words that can be drawn again from the start by opening another one. */
@FunctionalInterface
public interface Track {
  /** Fills the array with the next words. */
  void ints(int[] words);
}
