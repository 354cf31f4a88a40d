package io.sharelens.plugins.adder;

/**
 * An array that is used again from block to block: fresh ones of this size would come from memory
 * that no cache holds, and cost more than what is computed in them.
 */
final class Scratch {
  private int[] words = {};

  /** The array, with whatever was in it if it had the same length. */
  int[] of(int length) {
    if (words.length != length) {
      words = new int[length];
    }
    return words;
  }
}
