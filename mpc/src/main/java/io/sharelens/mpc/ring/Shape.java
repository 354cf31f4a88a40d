package io.sharelens.mpc.ring;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;

/** Dimensions of a tensor, outermost first (row-major). Immutable; public by nature. */
public final class Shape {
  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    long n = 1;
    for (int d : dims) {
      if (d < 0) {
        throw LensException.internal("bad-shape", "negative dimension in " + Arrays.toString(dims));
      }
      n *= d;
      if (n > Integer.MAX_VALUE) {
        throw LensException.internal("bad-shape", "too many elements: " + Arrays.toString(dims));
      }
    }
    this.dims = dims;
    this.size = (int) n;
  }

  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  public int rank() {
    return dims.length;
  }

  /** Dimension {@code i}; negative counts from the end. */
  public int dim(int i) {
    return dims[i < 0 ? dims.length + i : i];
  }

  public int[] dims() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
