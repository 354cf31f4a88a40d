package io.sharelens.owner.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A layer graph as a block of the deep-learning library, up to some of its nodes: input [n, 3, s,
 * s], outputs those nodes'. Weights go in and come out by the graph's names.
 */
public final class GraphBlock extends AbstractBlock {
  private static final Map<String, String> BATCH_NORM_NAMES =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "runningMean", "running_mean",
          "runningVar", "running_var");

  private final LayerGraph graph;
  private final GraphShapes shapes;
  private final List<String> results;
  private final List<GraphNode> nodes;
  private final Map<String, Block> layers = new LinkedHashMap<>();

  /**
   * @param results ids of the nodes whose outputs the block gives, in this order: {@code
   *     graph.output()} for training
   */
  public GraphBlock(LayerGraph graph, String... results) {
    this.graph = graph;
    this.shapes = GraphShapes.of(graph);
    this.results = List.of(results);
    this.nodes = needed(graph, this.results);
    for (GraphNode node : nodes) {
      Block layer = layer(node.layer());
      if (layer != null) {
        layers.put(node.id(), addChildBlock(node.id(), layer));
      }
    }
  }

  private static List<GraphNode> needed(LayerGraph graph, List<String> results) {
    Set<String> ids = new HashSet<>(results);
    for (GraphNode node : graph.nodes().reversed()) {
      if (ids.contains(node.id())) {
        ids.addAll(node.inputs());
      }
    }
    return graph.nodes().stream().filter(n -> ids.contains(n.id())).toList();
  }

  private static @Nullable Block layer(Layer layer) {
    return switch (layer) {
      case Layer.Conv2d c ->
          Conv2d.builder()
              .setKernelShape(square(c.kernel()))
              .setFilters(c.outChannels())
              .optStride(square(c.stride()))
              .optPadding(square(c.padding()))
              .optBias(true)
              .build();
      case Layer.Linear l -> Linear.builder().setUnits(l.outFeatures()).optBias(true).build();
      case Layer.Dropout d -> Dropout.builder().optRate((float) d.rate()).build();
      case Layer.BatchNorm b -> BatchNorm.builder().optEpsilon((float) b.epsilon()).build();
      default -> null;
    };
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    Map<String, NDArray> values = new HashMap<>();
    values.put(LayerGraph.INPUT, inputs.singletonOrThrow());
    for (GraphNode node : nodes) {
      NDList in = new NDList();
      node.inputs().forEach(id -> in.add(values.get(id)));
      Block layer = layers.get(node.id());
      values.put(
          node.id(),
          layer == null
              ? apply(node.layer(), in)
              : layer.forward(parameters, in, training).singletonOrThrow());
    }
    NDList out = new NDList();
    results.forEach(id -> out.add(values.get(id)));
    return out;
  }

  private static NDArray apply(Layer layer, NDList in) {
    NDArray x = in.head();
    return switch (layer) {
      case Layer.Relu relu -> Activation.relu(x);
      case Layer.MaxPool p ->
          Pool.maxPool2d(x, square(p.kernel()), square(p.stride()), square(p.padding()), p.ceil());
      case Layer.AveragePool p ->
          Pool.avgPool2d(x, square(p.kernel()), square(p.stride()), square(0), false, true);
      case Layer.GlobalPool p ->
          reduce(x.reshape(x.getShape().get(0), x.getShape().get(1), -1), p.reduction());
      case Layer.Concat concat -> NDArrays.concat(in, 1);
      case Layer.Add add -> in.stream().reduce(NDArray::add).orElseThrow();
      case Layer.Subsample s -> subsampled(x, s);
      case Layer.Flatten flatten -> x.reshape(x.getShape().get(0), -1);
      default -> throw LensException.internal("bad-graph", layer + " has a block of its own");
    };
  }

  /** A mean over windows of one element takes every stride-th, and has a gradient everywhere. */
  private static NDArray subsampled(NDArray x, Layer.Subsample layer) {
    NDArray taken = Pool.avgPool2d(x, square(1), square(layer.stride()), square(0), false, true);
    NDList parts = new NDList(taken);
    if (layer.padBefore() > 0) {
      parts.addFirst(zeros(taken, layer.padBefore()));
    }
    if (layer.padAfter() > 0) {
      parts.add(zeros(taken, layer.padAfter()));
    }
    return parts.size() == 1 ? taken : NDArrays.concat(parts, 1);
  }

  private static NDArray zeros(NDArray like, int channels) {
    Shape s = like.getShape();
    return like.getManager().zeros(new Shape(s.get(0), channels, s.get(2), s.get(3)));
  }

  /** [n, c, positions] to [n, c]. */
  private static NDArray reduce(NDArray x, Layer.Reduction reduction) {
    int[] positions = {2};
    return switch (reduction) {
      case MEAN -> x.mean(positions);
      case SUM -> x.sum(positions);
      case MAX -> x.max(positions);
    };
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return results.stream().map(id -> of(inputs[0].get(0), shapes.of(id))).toArray(Shape[]::new);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    for (GraphNode node : nodes) {
      Block layer = layers.get(node.id());
      if (layer != null) {
        layer.initialize(manager, type, of(inputs[0].get(0), shapes.of(node.inputs().getFirst())));
      }
    }
  }

  /** Makes the block usable with these weights, by the graph's names. */
  public void load(NDManager manager, Map<String, FloatTensor> weights) {
    int size = graph.preprocessing().size();
    initialize(manager, DataType.FLOAT32, new Shape(1, 3, size, size));
    parametersByName()
        .forEach(
            (name, parameter) -> {
              FloatTensor tensor = weights.get(name);
              if (tensor == null || tensor.shape().size() != parameter.getArray().size()) {
                throw LensException.user(
                    "weights-do-not-fit", "weight " + name + " is missing or has another size");
              }
              parameter.getArray().set(FloatBuffer.wrap(tensor.values()));
            });
  }

  /** The weights now, by the graph's names; copies. */
  public Map<String, FloatTensor> weights() {
    Map<String, FloatTensor> weights = new TreeMap<>();
    parametersByName()
        .forEach(
            (name, parameter) -> {
              NDArray array = parameter.getArray();
              int[] dims = new int[array.getShape().dimension()];
              for (int i = 0; i < dims.length; i++) {
                dims[i] = (int) array.getShape().get(i);
              }
              weights.put(
                  name,
                  new FloatTensor(io.sharelens.mpc.ring.Shape.of(dims), array.toFloatArray()));
            });
    return weights;
  }

  private Map<String, Parameter> parametersByName() {
    Map<String, Parameter> named = new TreeMap<>();
    layers.forEach(
        (id, layer) ->
            layer
                .getDirectParameters()
                .forEach(
                    p ->
                        named.put(
                            id + "." + BATCH_NORM_NAMES.getOrDefault(p.getKey(), p.getKey()),
                            p.getValue())));
    return named;
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }

  private static Shape of(long batch, io.sharelens.mpc.ring.Shape shape) {
    long[] dims = new long[shape.rank() + 1];
    dims[0] = batch;
    for (int i = 0; i < shape.rank(); i++) {
      dims[i + 1] = shape.dim(i);
    }
    return new Shape(dims);
  }
}
