package io.sharelens.owner.importer;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.importer.TensorRef.StorageRef;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of tensors in what a checkpoint holds: the top itself, or what lies under {@code
 * state_dict}, {@code model_state_dict}, {@code model} or {@code net}.
 */
final class StateDict {
  private static final List<String> NAMES =
      List.of("state_dict", "model_state_dict", "model", "net");

  private StateDict() {}

  /** Every floating-point tensor, read. */
  static Map<String, FloatTensor> tensors(Object top, Function<StorageRef, ByteBuffer> storages) {
    Map<String, FloatTensor> tensors = new TreeMap<>();
    find(top)
        .forEach(
            (name, value) -> {
              if (value instanceof TensorRef ref && ref.storage().kind().floating()) {
                tensors.put(String.valueOf(name), ref.read(storages));
              }
            });
    if (tensors.isEmpty()) {
      throw LensException.user("bad-checkpoint", "the checkpoint holds no dictionary of tensors");
    }
    return tensors;
  }

  /** Every storage that a tensor anywhere in the checkpoint refers to, by key. */
  static Map<String, StorageRef> storages(Object top) {
    Map<String, StorageRef> storages = new HashMap<>();
    collect(top, storages, 0);
    return storages;
  }

  private static void collect(@Nullable Object value, Map<String, StorageRef> into, int depth) {
    if (value == null) {
      return;
    }
    if (depth > 32) {
      throw LensException.user("bad-checkpoint", "the checkpoint is nested too deeply");
    }
    switch (value) {
      case TensorRef tensor -> into.put(tensor.storage().key(), tensor.storage());
      case Map<?, ?> map -> map.values().forEach(v -> collect(v, into, depth + 1));
      case Iterable<?> list -> list.forEach(v -> collect(v, into, depth + 1));
      case Object[] tuple -> Arrays.asList(tuple).forEach(v -> collect(v, into, depth + 1));
      default -> {}
    }
  }

  private static Map<?, ?> find(Object top) {
    if (top instanceof Map<?, ?> map) {
      for (String name : NAMES) {
        if (map.get(name) instanceof Map<?, ?> inner) {
          return inner;
        }
      }
      return map;
    }
    throw LensException.user("bad-checkpoint", "the checkpoint holds no dictionary");
  }
}
