package io.sharelens.mpc.random;

/**
 * Public choices that all computing parties make alike and a dealer cannot foresee, drawn from
 * their joint stream: pivots, samples, orders.
 */
public final class JointRandom {
  private final Prg joint;
  private final int[] word = new int[1];

  /**
   * @param joint the stream that all parties have in common
   */
  public JointRandom(Prg joint) {
    this.joint = joint;
  }

  /** Uniform in 0..limit-1, by rejection. */
  public int below(int limit) {
    int largest = Integer.MAX_VALUE / limit * limit;
    do {
      joint.ints(word);
      word[0] &= Integer.MAX_VALUE;
    } while (word[0] >= largest);
    return word[0] % limit;
  }

  /** A uniform permutation of 0..n-1. */
  public int[] permutation(int n) {
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    shuffle(all, n);
    return all;
  }

  /** Moves a uniform sample of {@code count} elements, in uniform order, to the front. */
  public void shuffle(int[] elements, int count) {
    for (int i = 0; i < count; i++) {
      int j = i + below(elements.length - i);
      int swap = elements[i];
      elements[i] = elements[j];
      elements[j] = swap;
    }
  }
}
