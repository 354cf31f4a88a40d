package io.sharelens.inference.update;

import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.LayerGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where a model's weights stand in the vector of an update: all tensors in the order of their
 * names, each row-major, then one word for the loss. The vector itself is never made: both sides go
 * through {@link #runs} of weights that lie in one tensor. Immutable.
 */
public final class UpdateLayout {
  /**
   * Stream of an update's words under its seed; other streams of {@link
   * io.sharelens.mpc.random.Prg} belong to tensors (1) and files (2).
   */
  public static final long STREAM = 3;

  private final List<String> names;
  private final long[] starts;

  private UpdateLayout(SortedMap<String, Integer> sizes) {
    names = List.copyOf(sizes.keySet());
    starts = new long[names.size() + 1];
    int i = 0;
    for (int size : sizes.values()) {
      starts[i + 1] = starts[i] + size;
      i++;
    }
  }

  /** Of a model's updates. */
  public static UpdateLayout of(PublishedModel model) {
    return of(model.weights());
  }

  /** Of updates of these weights. */
  public static UpdateLayout of(Map<String, FloatTensor> weights) {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    weights.forEach((name, tensor) -> sizes.put(name, tensor.shape().size()));
    return new UpdateLayout(sizes);
  }

  /** Of updates of a graph's weights, without having any. */
  public static UpdateLayout of(LayerGraph graph) {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    for (Map.Entry<String, Shape> e : GraphShapes.weights(graph).entrySet()) {
      sizes.put(e.getKey(), e.getValue().size());
    }
    return new UpdateLayout(sizes);
  }

  /** Number of weights. */
  public long parameters() {
    return starts[names.size()];
  }

  /** Length of an update: the weights and the loss. */
  public long words() {
    return parameters() + 1;
  }

  /** Bytes of an update, or of its correction. */
  public long bytes() {
    return Integer.BYTES * words();
  }

  /** Names of the tensors, in their order. */
  public List<String> names() {
    return names;
  }

  /**
   * Calls {@code each} for the parts of {@code [from, to)} that lie in one tensor, in ascending
   * order. The loss is no weight, so {@code to} is at most {@link #parameters}.
   */
  public void runs(long from, long to, Consumer<Run> each) {
    if (from < 0 || from > to || to > parameters()) {
      throw LensException.internal(
          "bad-update-range", from + " to " + to + " of " + parameters() + " weights");
    }
    long at = from;
    int tensor = tensorAt(from);
    while (at < to) {
      long end = Math.min(to, starts[tensor + 1]);
      if (end > at) {
        int inside = (int) (at - starts[tensor]);
        each.accept(new Run(names.get(tensor), inside, at, (int) (end - at)));
      }
      at = end;
      tensor++;
    }
  }

  private int tensorAt(long position) {
    int i = Arrays.binarySearch(starts, position);
    return i >= 0 ? i : -i - 2;
  }

  /**
   * Consecutive weights of one tensor.
   *
   * @param name of the tensor
   * @param at first weight in the tensor's array
   * @param position of that weight in the update
   * @param length weights
   */
  public record Run(String name, int at, long position, int length) {}
}
