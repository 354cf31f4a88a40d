package io.sharelens.testkit;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;

/** A value in the clear that poses as a share of it. */
record ClearTensor(Shape shape, int[] values) implements SharedTensor {
  ClearTensor {
    if (values.length != shape.size()) {
      throw LensException.internal("bad-shape", values.length + " words for shape " + shape);
    }
  }

  static int[] of(SharedTensor t) {
    if (t instanceof ClearTensor c) {
      return c.values;
    }
    throw LensException.internal("wrong-sharing", "not a tensor of this arithmetic: " + t);
  }

  @Override
  public String toString() {
    return "ClearTensor" + shape;
  }

  /** Bits in the clear. */
  record Bits(boolean[] values) implements SharedBits {
    static boolean[] of(SharedBits b) {
      if (b instanceof Bits c) {
        return c.values;
      }
      throw LensException.internal("wrong-sharing", "not bits of this arithmetic: " + b);
    }

    @Override
    public int size() {
      return values.length;
    }
  }
}
