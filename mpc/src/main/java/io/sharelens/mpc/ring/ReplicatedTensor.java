package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;
import org.jspecify.annotations.Nullable;

/**
 * Replicated share over Z_2^32 among three parties: the secret is x = x1 + x2 + x3 with wrap-around
 * and party i holds (x_i, x_{i+1}), so that each part is known to two parties. Arrays are handed
 * over, not copied: whoever gives one away does not write to it again.
 */
public final class ReplicatedTensor implements SharedTensor {
  private final Shape shape;
  private final int[] own;
  private final int[] next;
  private volatile int @Nullable [] both;

  /**
   * @param own part i at party i
   * @param next part i + 1 at party i, which the next party calls its own
   */
  public ReplicatedTensor(Shape shape, int[] own, int[] next) {
    if (own.length != shape.size() || next.length != shape.size()) {
      throw LensException.internal(
          "bad-shape",
          "parts of " + own.length + " and " + next.length + " words for shape " + shape);
    }
    this.shape = shape;
    this.own = own;
    this.next = next;
  }

  /** Part i at party i; read-only by contract. */
  public int[] own() {
    return own;
  }

  /** Part i + 1 at party i; read-only by contract. */
  public int[] next() {
    return next;
  }

  /** Sum of both parts; made once, for a factor that is used again and again. Read-only. */
  public int[] both() {
    int[] sum = both;
    if (sum == null) {
      sum = new int[own.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = own[i] + next[i];
      }
      both = sum;
    }
    return sum;
  }

  /** {@code t} as what it is; fails if another kind of arithmetic made it. */
  public static ReplicatedTensor of(SharedTensor t) {
    if (t instanceof ReplicatedTensor r) {
      return r;
    }
    throw LensException.internal(
        "wrong-sharing", "a replicated share is needed, not " + t.getClass().getSimpleName());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return "ReplicatedTensor" + shape;
  }
}
