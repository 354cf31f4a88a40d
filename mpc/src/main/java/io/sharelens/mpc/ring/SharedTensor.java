package io.sharelens.mpc.ring;

/**
 * One party's part of a secret tensor over Z_2^32. What it holds depends on the {@link
 * io.sharelens.mpc.arithmetic.Arithmetic} that made it; only that arithmetic reads it. It has no
 * content in {@code toString} and no {@code equals}: a share is not a value.
 */
public interface SharedTensor {
  Shape shape();

  default int size() {
    return shape().size();
  }
}
