package io.sharelens.inference.model;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;

/**
 * Plain float32 tensor, row-major. The array is handed over, not copied: whoever gives it away does
 * not write to it again.
 *
 * @param shape dimensions
 * @param values {@code shape.size()} numbers
 */
public record FloatTensor(Shape shape, float[] values) {
  public FloatTensor {
    if (values.length != shape.size()) {
      throw LensException.user(
          "bad-tensor", values.length + " numbers for a tensor of shape " + shape);
    }
  }

  /** A vector. */
  public static FloatTensor of(float... values) {
    return new FloatTensor(Shape.of(values.length), values);
  }

  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
