package io.sharelens.inference.graph;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Output shapes of all nodes, without the batch, and shapes of their weights. */
public final class GraphShapes {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final String name;

  private GraphShapes(String name, Shape input, List<GraphNode> nodes) {
    this.name = name;
    shapes.put(LayerGraph.INPUT, input);
    for (GraphNode node : nodes) {
      shapes.put(node.id(), output(node, node.inputs().stream().map(this::of).toList()));
    }
  }

  /** USER {@code bad-graph} naming the node whose inputs do not fit. */
  public static GraphShapes of(LayerGraph graph) {
    int size = graph.preprocessing().size();
    Shape input = Shape.of(graph.preprocessing().mean().size(), size, size);
    return new GraphShapes(graph.name(), input, graph.nodes());
  }

  /** Of a part of a graph, or of an equal one, for inputs of shape {@code input}. */
  public static GraphShapes of(FeatureGraph graph, Shape input) {
    return new GraphShapes("the graph", input, graph.nodes());
  }

  /** Output shape of a node or of {@link LayerGraph#INPUT}. */
  public Shape of(String id) {
    Shape shape = shapes.get(id);
    if (shape == null) {
      throw LensException.user("bad-graph", name + " has no node '" + id + "'");
    }
    return shape;
  }

  /** Names ({@code <id>.weight}, ...) and shapes of all weights of the graph. */
  public static Map<String, Shape> weights(LayerGraph graph) {
    Map<String, Shape> out = new LinkedHashMap<>();
    for (GraphNode node : graph.nodes()) {
      String id = node.id();
      switch (node.layer()) {
        case Layer.Conv2d c -> {
          out.put(
              id + ".weight", Shape.of(c.outChannels(), c.inChannels(), c.kernel(), c.kernel()));
          out.put(id + ".bias", Shape.of(c.outChannels()));
        }
        case Layer.Linear l -> {
          out.put(id + ".weight", Shape.of(l.outFeatures(), l.inFeatures()));
          out.put(id + ".bias", Shape.of(l.outFeatures()));
        }
        case Layer.BatchNorm b -> {
          for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            out.put(id + part, Shape.of(b.channels()));
          }
        }
        default -> {}
      }
    }
    return out;
  }

  private Shape output(GraphNode node, List<Shape> in) {
    boolean many = node.layer() instanceof Layer.Concat || node.layer() instanceof Layer.Add;
    check(node, in, many ? !in.isEmpty() : in.size() == 1);
    Shape a = in.getFirst();
    return switch (node.layer()) {
      case Layer.Conv2d c -> {
        check(node, in, a.rank() == 3 && a.dim(0) == c.inChannels());
        yield Shape.of(
            c.outChannels(),
            windows(node, a.dim(1), c.kernel(), c.stride(), c.padding(), false),
            windows(node, a.dim(2), c.kernel(), c.stride(), c.padding(), false));
      }
      case Layer.MaxPool p -> {
        check(node, in, a.rank() == 3 && p.padding() * 2 <= p.kernel());
        yield Shape.of(
            a.dim(0),
            windows(node, a.dim(1), p.kernel(), p.stride(), p.padding(), p.ceil()),
            windows(node, a.dim(2), p.kernel(), p.stride(), p.padding(), p.ceil()));
      }
      case Layer.AveragePool p -> {
        check(node, in, a.rank() == 3);
        yield Shape.of(
            a.dim(0),
            windows(node, a.dim(1), p.kernel(), p.stride(), 0, false),
            windows(node, a.dim(2), p.kernel(), p.stride(), 0, false));
      }
      case Layer.GlobalPool p -> {
        check(node, in, a.rank() == 3);
        yield Shape.of(a.dim(0));
      }
      case Layer.BatchNorm b -> {
        check(node, in, a.rank() == 3 && a.dim(0) == b.channels());
        yield a;
      }
      case Layer.Subsample s -> {
        check(
            node, in, a.rank() == 3 && s.stride() >= 1 && s.padBefore() >= 0 && s.padAfter() >= 0);
        yield Shape.of(
            s.padBefore() + a.dim(0) + s.padAfter(),
            (a.dim(1) + s.stride() - 1) / s.stride(),
            (a.dim(2) + s.stride() - 1) / s.stride());
      }
      case Layer.Linear l -> {
        check(node, in, a.rank() == 1 && a.dim(0) == l.inFeatures());
        yield Shape.of(l.outFeatures());
      }
      case Layer.Add add -> {
        check(node, in, in.stream().allMatch(a::equals));
        yield a;
      }
      case Layer.Concat concat -> joined(node, in);
      case Layer.Flatten flatten -> Shape.of(a.size());
      case Layer.Relu relu -> a;
      case Layer.Dropout dropout -> a;
    };
  }

  private Shape joined(GraphNode node, List<Shape> in) {
    int[] dims = in.getFirst().dims();
    dims[0] = 0;
    for (Shape s : in) {
      int[] other = s.dims();
      check(node, in, other.length == dims.length);
      dims[0] += other[0];
      for (int i = 1; i < dims.length; i++) {
        check(node, in, other[i] == dims[i]);
      }
    }
    return Shape.of(dims);
  }

  /** Output positions along one axis; with {@code ceil} as PyTorch: no window starts outside. */
  private int windows(GraphNode node, int size, int kernel, int stride, int padding, boolean ceil) {
    int span = size + 2 * padding - kernel;
    if (span < 0 || stride < 1 || kernel < 1 || padding < 0) {
      throw LensException.user(
          "bad-graph",
          name + ": " + node.id() + " cannot take an input of " + size + " pixels a side");
    }
    int n = (ceil ? span + stride - 1 : span) / stride + 1;
    return ceil && (n - 1) * stride >= size + padding ? n - 1 : n;
  }

  private void check(GraphNode node, List<Shape> in, boolean fits) {
    if (!fits) {
      throw LensException.user("bad-graph", name + ": " + node.id() + " cannot take inputs " + in);
    }
  }
}
