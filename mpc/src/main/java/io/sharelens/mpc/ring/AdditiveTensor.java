package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;

/**
 * Additive share over Z_2^32: the parties' arrays add up to the secret, with wrap-around. The array
 * is handed over, not copied: whoever gives it away does not write to it again.
 */
public final class AdditiveTensor implements SharedTensor {
  private final Shape shape;
  private final int[] share;

  public AdditiveTensor(Shape shape, int[] share) {
    if (share.length != shape.size()) {
      throw LensException.internal(
          "bad-shape", "share of " + share.length + " words for shape " + shape);
    }
    this.shape = shape;
    this.share = share;
  }

  /** This party's words; read-only by contract. */
  public int[] share() {
    return share;
  }

  /** The additive part of {@code t}; fails if another kind of arithmetic made it. */
  public static int[] shareOf(SharedTensor t) {
    if (t instanceof AdditiveTensor a) {
      return a.share;
    }
    throw LensException.internal(
        "wrong-sharing", "an additive share is needed, not " + t.getClass().getSimpleName());
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return "AdditiveTensor" + shape;
  }
}
