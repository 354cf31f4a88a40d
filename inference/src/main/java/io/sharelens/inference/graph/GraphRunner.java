package io.sharelens.inference.graph;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a feature graph over any kind of tensor and lets go of each intermediate as soon as nobody
 * needs it.
 *
 * @param <T> tensor
 */
public final class GraphRunner<T> {
  private final FeatureGraph graph;
  private final Map<String, Integer> lastUse = new HashMap<>();

  public GraphRunner(FeatureGraph graph) {
    this.graph = graph;
    List<GraphNode> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
  }

  /** What a layer does to tensors; {@code node} tells its id and parameters. */
  public interface Operations<T> {
    T convolution(GraphNode node, Layer.Conv2d layer, T in);

    T linear(GraphNode node, Layer.Linear layer, T in);

    T relu(GraphNode node, T in);

    T maxPool(GraphNode node, Layer.MaxPool layer, T in);

    T averagePool(GraphNode node, Layer.AveragePool layer, T in);

    T globalPool(GraphNode node, Layer.GlobalPool layer, T in);

    T concat(GraphNode node, List<T> in);

    T add(GraphNode node, List<T> in);

    T flatten(GraphNode node, T in);

    T subsample(GraphNode node, Layer.Subsample layer, T in);

    /** Folded away in published models; only the plain reference knows it. */
    default T batchNorm(GraphNode node, Layer.BatchNorm layer, T in) {
      throw unfolded(node);
    }
  }

  /** Hears of every finished layer. */
  @FunctionalInterface
  public interface Listener<T> {
    /**
     * @param output read-only
     * @param done layers finished, this one included
     */
    void finished(GraphNode node, T output, int done, int total);
  }

  /** USER {@code batch-norm}: a model with batch normalisation must be folded first. */
  public static LensException unfolded(GraphNode node) {
    return LensException.user(
        "batch-norm", "batch normalisation " + node.id() + " was not folded before publishing");
  }

  /** The feature of {@code input}. */
  public T run(T input, Operations<T> operations, Listener<? super T> listener) {
    Map<String, T> values = new HashMap<>();
    values.put(LayerGraph.INPUT, input);
    List<GraphNode> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      GraphNode node = nodes.get(i);
      List<T> in = node.inputs().stream().map(id -> taken(values, id)).toList();
      for (String id : node.inputs()) {
        if (lastUse.getOrDefault(id, i) == i) {
          values.remove(id);
        }
      }
      T out = apply(node, in, operations);
      values.put(node.id(), out);
      listener.finished(node, out, i + 1, nodes.size());
    }
    return taken(values, graph.feature());
  }

  private static <T> T taken(Map<String, T> values, String id) {
    T value = values.get(id);
    if (value == null) {
      throw LensException.internal("bad-order", "the output of " + id + " is gone");
    }
    return value;
  }

  private static <T> T apply(GraphNode node, List<T> in, Operations<T> ops) {
    T a = in.getFirst();
    return switch (node.layer()) {
      case Layer.Conv2d l -> ops.convolution(node, l, a);
      case Layer.Linear l -> ops.linear(node, l, a);
      case Layer.Relu l -> ops.relu(node, a);
      case Layer.MaxPool l -> ops.maxPool(node, l, a);
      case Layer.AveragePool l -> ops.averagePool(node, l, a);
      case Layer.GlobalPool l -> ops.globalPool(node, l, a);
      case Layer.Concat l -> ops.concat(node, in);
      case Layer.Add l -> ops.add(node, in);
      case Layer.Flatten l -> ops.flatten(node, a);
      case Layer.Subsample l -> ops.subsample(node, l, a);
      case Layer.BatchNorm l -> ops.batchNorm(node, l, a);
      case Layer.Dropout l -> a;
    };
  }
}
