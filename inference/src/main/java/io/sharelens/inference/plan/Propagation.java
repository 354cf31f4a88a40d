package io.sharelens.inference.plan;

import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.Arrays;
import java.util.List;

/** How bounds pass through layers without weights. */
final class Propagation {
  private Propagation() {}

  /** Range of the values of a node without weights. */
  static Interval through(GraphNode node, List<Interval> in, GraphShapes shapes) {
    return passed(node, in, shapes, false);
  }

  /** Range of its words, before truncation: means are sums there. */
  static Interval words(GraphNode node, List<Interval> in, GraphShapes shapes) {
    return passed(node, in, shapes, true);
  }

  private static Interval passed(
      GraphNode node, List<Interval> in, GraphShapes shapes, boolean words) {
    Interval a = in.getFirst();
    return switch (node.layer()) {
      case Layer.Relu r -> a.rectified();
      case Layer.AveragePool p -> words ? a.times(p.kernel() * p.kernel()) : a;
      case Layer.GlobalPool p -> {
        Shape s = shapes.of(node.inputs().getFirst());
        boolean sum =
            p.reduction() == Layer.Reduction.SUM
                || (words && p.reduction() == Layer.Reduction.MEAN);
        yield sum ? a.times(s.dim(1) * s.dim(2)) : a;
      }
      case Layer.Concat c -> in.stream().reduce(a, Interval::hull);
      case Layer.Subsample s -> s.padBefore() + s.padAfter() == 0 ? a : a.hull(new Interval(0, 0));
      case Layer.Add c -> in.stream().skip(1).reduce(a, Interval::plus);
      default -> a;
    };
  }

  /** Median over the output channels that are not all zero of the root mean square; 0 if none. */
  static double typicalWeight(float[] weights, int outputs) {
    int each = weights.length / outputs;
    double[] sizes = new double[outputs];
    int live = 0;
    for (int o = 0; o < outputs; o++) {
      double sum = 0;
      for (int i = o * each; i < (o + 1) * each; i++) {
        sum += (double) weights[i] * weights[i];
      }
      if (sum > 0) {
        sizes[live++] = Math.sqrt(sum / each);
      }
    }
    Arrays.sort(sizes, 0, live);
    return live == 0 ? 0 : sizes[live / 2];
  }
}
