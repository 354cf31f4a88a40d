package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers on shares; tensors are [n, ...]. Whatever is linear is local. */
final class SecureOperations implements GraphRunner.Operations<SharedTensor> {
  private final QuantizedModel model;
  private final Arithmetic arithmetic;
  private final ComparisonProtocol comparison;
  private final Tournament tournament;

  SecureOperations(QuantizedModel model, Arithmetic arithmetic, ComparisonProtocol comparison) {
    this.model = model;
    this.arithmetic = arithmetic;
    this.comparison = comparison;
    this.tournament = new Tournament(arithmetic, comparison);
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
    SharedTensor sums = arithmetic.conv2d(in, model.weights(node.id()), shape);
    int positions = shape.outHeight() * shape.outWidth();
    return truncated(node, biased(node, sums, positions));
  }

  @Override
  public SharedTensor linear(GraphNode node, Layer.Linear l, SharedTensor in) {
    SharedTensor sums = arithmetic.matmulPublic(in, model.weights(node.id()), l.outFeatures());
    return truncated(node, biased(node, sums, 1));
  }

  /** Adds a node's bias to [n, out, positions]. */
  private SharedTensor biased(GraphNode node, SharedTensor sums, int positions) {
    int[] bias = model.bias(node.id());
    if (Arrays.stream(bias).allMatch(b -> b == 0)) {
      return sums;
    }
    int[] spread = new int[sums.size()];
    for (int i = 0; i < spread.length; i += positions) {
      Arrays.fill(spread, i, i + positions, bias[i / positions % bias.length]);
    }
    return arithmetic.addPublic(sums, spread);
  }

  private SharedTensor truncated(GraphNode node, SharedTensor a) {
    int bits = model.plan().node(node.id()).truncate();
    return bits == 0 ? a : arithmetic.truncate(a, bits);
  }

  @Override
  public SharedTensor relu(GraphNode node, SharedTensor in) {
    return comparison.relu(in, model.plan().node(node.id()).truncate());
  }

  @Override
  public SharedTensor maxPool(GraphNode node, Layer.MaxPool p, SharedTensor in) {
    Shape s = in.shape();
    Shape out = model.shapes().of(node.id());
    Shape rows = Shape.of(s.dim(0), s.dim(1), s.dim(2), out.dim(2));
    List<SharedTensor> taps = new ArrayList<>();
    for (int t = 0; t < p.kernel(); t++) {
      int[] index = Windows.alongWidth(s, out.dim(2), p.stride(), p.padding(), t);
      taps.add(arithmetic.gather(in, index, rows));
    }
    SharedTensor narrow = tournament.max(taps);
    Shape result = Shape.of(s.dim(0), s.dim(1), out.dim(1), out.dim(2));
    taps.clear();
    for (int t = 0; t < p.kernel(); t++) {
      int[] index = Windows.alongHeight(rows, out.dim(1), p.stride(), p.padding(), t);
      taps.add(arithmetic.gather(narrow, index, result));
    }
    return arithmetic.reshape(tournament.max(taps), result);
  }

  @Override
  public SharedTensor averagePool(GraphNode node, Layer.AveragePool p, SharedTensor in) {
    Shape s = in.shape();
    Shape out = model.shapes().of(node.id());
    int[] index = Windows.whole(s, out.dim(1), out.dim(2), p.kernel(), p.stride());
    int size = p.kernel() * p.kernel();
    Shape windows = Shape.of(s.dim(0), out.dim(0), out.dim(1), out.dim(2), size);
    return arithmetic.reshape(
        arithmetic.sumLast(arithmetic.gather(in, index, windows)),
        Shape.of(s.dim(0), out.dim(0), out.dim(1), out.dim(2)));
  }

  /** A mean is a sum here: its divisor is part of the scale. */
  @Override
  public SharedTensor globalPool(GraphNode node, Layer.GlobalPool p, SharedTensor in) {
    Shape s = in.shape();
    int positions = s.dim(2) * s.dim(3);
    Shape result = Shape.of(s.dim(0), s.dim(1));
    if (p.reduction() != Layer.Reduction.MAX) {
      SharedTensor planes = arithmetic.reshape(in, Shape.of(s.dim(0), s.dim(1), positions));
      return arithmetic.reshape(arithmetic.sumLast(planes), result);
    }
    List<SharedTensor> taps = new ArrayList<>();
    for (int t = 0; t < positions; t++) {
      taps.add(arithmetic.gather(in, Windows.plane(s, t), result));
    }
    return arithmetic.reshape(tournament.max(taps), result);
  }

  @Override
  public SharedTensor concat(GraphNode node, List<SharedTensor> in) {
    int batch = in.getFirst().shape().dim(0);
    int[] one = model.shapes().of(node.id()).dims();
    int[] dims = new int[one.length + 1];
    dims[0] = batch;
    System.arraycopy(one, 0, dims, 1, one.length);
    Shape shape = Shape.of(dims);
    SharedTensor joined = arithmetic.concat(in, shape);
    if (batch == 1) {
      return joined;
    }
    int[] sizes = in.stream().mapToInt(t -> t.size() / batch).toArray();
    return arithmetic.gather(joined, Windows.interleave(batch, sizes), shape);
  }

  @Override
  public SharedTensor add(GraphNode node, List<SharedTensor> in) {
    SharedTensor sum = in.getFirst();
    for (SharedTensor part : in.subList(1, in.size())) {
      sum = arithmetic.add(sum, part);
    }
    return sum;
  }

  @Override
  public SharedTensor flatten(GraphNode node, SharedTensor in) {
    int batch = in.shape().dim(0);
    return arithmetic.reshape(in, Shape.of(batch, in.size() / batch));
  }
}
