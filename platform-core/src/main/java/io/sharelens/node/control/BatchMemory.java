package io.sharelens.node.control;

import io.sharelens.node.scheme.Scheme;

/**
 * How large a batch this node's heap can hold. A layer in work takes several tensors of its size at
 * once: input, sums, places of pooling windows, shares under way.
 */
public final class BatchMemory {
  /** Sixteen words of memory for a word of the largest layer: a third is used, the rest is free. */
  private static final long BYTES_PER_WORD = 64;

  private BatchMemory() {}

  /** Words that the largest intermediate result of a batch may have. */
  public static long words() {
    return Runtime.getRuntime().maxMemory() / BYTES_PER_WORD;
  }

  /**
   * Words that a node holds for each word of a tensor: with three servers two of the three parts,
   * and as much again while products are made.
   */
  public static int parts(Scheme scheme) {
    return scheme.threeServers() ? 2 : 1;
  }

  /**
   * Pictures of a batch.
   *
   * @param most configured limit, at least 1
   * @param words that the largest intermediate result of the batch may have
   * @param each words of that result for one picture
   */
  public static int pictures(int most, long words, long each) {
    return (int) Math.max(1, Math.min(most, words / Math.max(1, each)));
  }
}
