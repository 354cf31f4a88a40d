package io.sharelens.inference;

import io.sharelens.inference.graph.FeatureGraph;
import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.Axes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Layers on shares; tensors are [n, ...]. Whatever is linear is local, but for products with
 * weights that are secret.
 */
final class SecureOperations implements GraphRunner.Operations<SharedTensor> {
  private final QuantizedModel model;
  private final Arithmetic arithmetic;
  private final ComparisonProtocol comparison;
  private final GraphShapes shapes;
  private final Poolings poolings;
  private final LinearLayers linear;

  /**
   * @param linear products with the model's weights
   * @param program the model's graph in the order in which it is run
   */
  SecureOperations(
      QuantizedModel model,
      FeatureGraph program,
      Arithmetic arithmetic,
      ComparisonProtocol comparison,
      LinearLayers linear) {
    this.model = model;
    this.linear = linear;
    this.shapes = GraphShapes.of(program, model.input());
    this.poolings = new Poolings(program, model.plan());
    this.arithmetic = arithmetic;
    this.comparison = comparison;
  }

  @Override
  public SharedTensor convolution(GraphNode node, Layer.Conv2d l, SharedTensor in) {
    Shape s = in.shape();
    ConvShape shape =
        new ConvShape(
            s.dim(0),
            l.inChannels(),
            s.dim(2),
            s.dim(3),
            l.outChannels(),
            l.kernel(),
            l.stride(),
            l.padding());
    return truncated(node, linear.convolution(node.id(), in, shape));
  }

  @Override
  public SharedTensor linear(GraphNode node, Layer.Linear l, SharedTensor in) {
    return truncated(node, linear.product(node.id(), in, l.outFeatures()));
  }

  private SharedTensor truncated(GraphNode node, SharedTensor a) {
    int bits = model.plan().node(node.id()).truncate();
    return bits == 0 ? a : arithmetic.truncate(a, bits);
  }

  @Override
  public SharedTensor relu(GraphNode node, SharedTensor in) {
    OptionalInt pooled = poolings.bits(node.id());
    return pooled.isPresent()
        ? comparison.pooling(pooled.getAsInt()).relu(in)
        : comparison.relu(in, model.plan().node(node.id()).truncate());
  }

  @Override
  public SharedTensor maxPool(GraphNode node, Layer.MaxPool p, SharedTensor input) {
    Shape one = shapes.of(node.id());
    SharedTensor in = entered(node, input);
    Tournament tournament = tournament(node);
    Shape rows = Axes.taken(in.shape(), 3, one.dim(2));
    Shape result = Axes.taken(rows, 2, one.dim(1));
    SharedTensor narrow = tournament.max(taps(in, 3, p.kernel(), p.stride(), p.padding(), rows));
    return tournament.max(taps(narrow, 2, p.kernel(), p.stride(), p.padding(), result));
  }

  /** The pool's input in the form in which its pooling compares. */
  private SharedTensor entered(GraphNode node, SharedTensor in) {
    OptionalInt pooled = poolings.bits(node.id());
    return poolings.begins(node.id()) ? comparison.pooling(pooled.orElse(0)).enter(in) : in;
  }

  private Tournament tournament(GraphNode node) {
    OptionalInt pooled = poolings.bits(node.id());
    if (pooled.isPresent()) {
      return new Tournament(arithmetic, comparison.pooling(pooled.getAsInt())::max);
    }
    return new Tournament(arithmetic, comparison::max);
  }

  /**
   * Each place of a window along one axis, over all windows. A position in the padding is replaced
   * by the nearest one inside, which lies in the same window.
   */
  private List<SharedTensor> taps(
      SharedTensor in, int axis, int kernel, int stride, int padding, Shape out) {
    List<SharedTensor> taps = new ArrayList<>();
    for (int t = 0; t < kernel; t++) {
      taps.add(arithmetic.take(in, axis, t - padding, stride, out.dim(axis)));
    }
    return taps;
  }

  @Override
  public SharedTensor averagePool(GraphNode node, Layer.AveragePool p, SharedTensor in) {
    Shape one = shapes.of(node.id());
    Shape rows = Axes.taken(in.shape(), 3, one.dim(2));
    Shape result = Axes.taken(rows, 2, one.dim(1));
    SharedTensor narrow = sum(taps(in, 3, p.kernel(), p.stride(), 0, rows));
    return sum(taps(narrow, 2, p.kernel(), p.stride(), 0, result));
  }

  /** A mean is a sum here: its divisor is part of the scale. */
  @Override
  public SharedTensor globalPool(GraphNode node, Layer.GlobalPool p, SharedTensor in) {
    Shape s = in.shape();
    int positions = s.dim(2) * s.dim(3);
    Shape flat = Shape.of(s.dim(0), s.dim(1), positions);
    if (p.reduction() != Layer.Reduction.MAX) {
      return arithmetic.sumLast(arithmetic.reshape(in, flat));
    }
    SharedTensor planes = arithmetic.reshape(entered(node, in), flat);
    List<SharedTensor> taps = taps(planes, 2, positions, 1, 0, Axes.taken(planes.shape(), 2, 1));
    return arithmetic.reshape(tournament(node).max(taps), Shape.of(s.dim(0), s.dim(1)));
  }

  /** Along the channels, the axis after that of the batch. */
  @Override
  public SharedTensor concat(GraphNode node, List<SharedTensor> in) {
    return arithmetic.join(in, 1);
  }

  /** Local: inputs of another scale are multiplied by a public factor first. */
  @Override
  public SharedTensor add(GraphNode node, List<SharedTensor> in) {
    List<SharedTensor> parts = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      int factor = model.factor(node.id(), i);
      parts.add(factor == 1 ? in.get(i) : arithmetic.multiplyPublic(in.get(i), factor));
    }
    return sum(parts);
  }

  private SharedTensor sum(List<SharedTensor> parts) {
    SharedTensor sum = parts.getFirst();
    for (SharedTensor part : parts.subList(1, parts.size())) {
      sum = arithmetic.add(sum, part);
    }
    return sum;
  }

  /** Local: rows and columns are taken, and zeros need no secret. */
  @Override
  public SharedTensor subsample(GraphNode node, Layer.Subsample l, SharedTensor in) {
    Shape one = shapes.of(node.id());
    SharedTensor rows = arithmetic.take(in, 2, 0, l.stride(), one.dim(1));
    SharedTensor taken = arithmetic.take(rows, 3, 0, l.stride(), one.dim(2));
    List<SharedTensor> parts = new ArrayList<>();
    if (l.padBefore() > 0) {
      parts.add(zeros(taken, l.padBefore()));
    }
    parts.add(taken);
    if (l.padAfter() > 0) {
      parts.add(zeros(taken, l.padAfter()));
    }
    return parts.size() == 1 ? taken : arithmetic.join(parts, 1);
  }

  private SharedTensor zeros(SharedTensor like, int channels) {
    Shape shape = Axes.taken(like.shape(), 1, channels);
    return arithmetic.constant(shape, new int[shape.size()]);
  }

  @Override
  public SharedTensor flatten(GraphNode node, SharedTensor in) {
    int batch = in.shape().dim(0);
    return arithmetic.reshape(in, Shape.of(batch, in.size() / batch));
  }
}
