package io.sharelens.owner.importer;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * A tensor of a checkpoint before its numbers are read: a strided view of a storage.
 *
 * @param storage where the numbers are
 * @param offset first number
 * @param size dimensions
 * @param stride step of each dimension, in numbers
 */
record TensorRef(StorageRef storage, long offset, List<Integer> size, List<Long> stride) {
  /** A named run of numbers in the file. */
  record StorageRef(String key, StorageKind kind, long elements) {}

  /**
   * The numbers, row-major.
   *
   * @param storages bytes of a storage, little-endian, as long as the storage says
   */
  FloatTensor read(Function<StorageRef, ByteBuffer> storages) {
    Shape shape = Shape.of(size.stream().mapToInt(i -> i).toArray());
    if (size.size() != stride.size() || shape.size() > storage.elements()) {
      throw bad();
    }
    long last = offset;
    for (int d = 0; d < size.size(); d++) {
      if (size.get(d) < 0 || stride.get(d) < 0 || stride.get(d) > storage.elements()) {
        throw bad();
      }
      last += Math.max(0L, size.get(d) - 1L) * stride.get(d);
    }
    if (offset < 0 || (shape.size() > 0 && last >= storage.elements())) {
      throw bad();
    }
    ByteBuffer bytes = storages.apply(storage);
    float[] values = new float[shape.size()];
    int[] index = new int[size.size()];
    for (int i = 0; i < values.length; i++) {
      long at = offset;
      for (int d = 0; d < index.length; d++) {
        at += index[d] * stride.get(d);
      }
      values[i] = storage.kind().get(bytes, (int) at);
      for (int d = index.length - 1; d >= 0 && ++index[d] == size.get(d); d--) {
        index[d] = 0;
      }
    }
    return new FloatTensor(shape, values);
  }

  private LensException bad() {
    return LensException.user(
        "bad-checkpoint",
        "a tensor of shape " + size + " does not fit into its storage of " + storage.elements());
  }
}
