package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.Arrays;
import java.util.List;

/** Layers in plain words of one picture, channels outermost, modulo 2^32. */
final class IntegerOperations implements GraphRunner.Operations<int[]> {
  private final QuantizedModel model;
  private final Kernels kernels = KernelProvider.get();

  IntegerOperations(QuantizedModel model) {
    this.model = model;
  }

  private Shape in(GraphNode node) {
    return model.shapes().of(node.inputs().getFirst());
  }

  private Shape out(GraphNode node) {
    return model.shapes().of(node.id());
  }

  /** Adds the bias of each of {@code bias.length} equal parts and shifts, in place. */
  private int[] finished(GraphNode node, int[] sums) {
    int[] bias = model.bias(node.id());
    int shift = model.plan().node(node.id()).truncate();
    int each = sums.length / bias.length;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (sums[i] + bias[i / each]) >> shift;
    }
    return sums;
  }

  @Override
  public int[] convolution(GraphNode node, Layer.Conv2d l, int[] x) {
    Shape s = in(node);
    ConvShape shape =
        new ConvShape(
            1,
            l.inChannels(),
            s.dim(1),
            s.dim(2),
            l.outChannels(),
            l.kernel(),
            l.stride(),
            l.padding());
    return finished(node, kernels.conv2d(shape, x, model.weights(node.id())));
  }

  @Override
  public int[] linear(GraphNode node, Layer.Linear l, int[] x) {
    int[] w = model.weights(node.id());
    return finished(node, kernels.matmulTransposed(x, w, 1, l.inFeatures(), l.outFeatures()));
  }

  @Override
  public int[] relu(GraphNode node, int[] x) {
    int bits = model.plan().node(node.id()).truncate();
    int[] out = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = Math.max(x[i], 0) >> bits;
    }
    return out;
  }

  @Override
  public int[] maxPool(GraphNode node, Layer.MaxPool p, int[] x) {
    return windows(node, x, p.kernel(), p.stride(), p.padding(), true);
  }

  @Override
  public int[] averagePool(GraphNode node, Layer.AveragePool p, int[] x) {
    return windows(node, x, p.kernel(), p.stride(), 0, false);
  }

  private int[] windows(GraphNode node, int[] x, int kernel, int stride, int padding, boolean max) {
    Shape s = in(node);
    Shape o = out(node);
    int[] out = new int[o.size()];
    for (int i = 0; i < out.length; i++) {
      int c = i / (o.dim(1) * o.dim(2));
      int top = i / o.dim(2) % o.dim(1) * stride - padding;
      int left = i % o.dim(2) * stride - padding;
      int result = max ? Integer.MIN_VALUE : 0;
      for (int y = Math.max(0, top); y < Math.min(s.dim(1), top + kernel); y++) {
        for (int xx = Math.max(0, left); xx < Math.min(s.dim(2), left + kernel); xx++) {
          int v = x[(c * s.dim(1) + y) * s.dim(2) + xx];
          result = max ? Math.max(result, v) : result + v;
        }
      }
      out[i] = result;
    }
    return out;
  }

  @Override
  public int[] globalPool(GraphNode node, Layer.GlobalPool p, int[] x) {
    Shape s = in(node);
    int positions = s.dim(1) * s.dim(2);
    boolean max = p.reduction() == Layer.Reduction.MAX;
    int[] out = new int[s.dim(0)];
    Arrays.fill(out, max ? Integer.MIN_VALUE : 0);
    for (int i = 0; i < x.length; i++) {
      int c = i / positions;
      out[c] = max ? Math.max(out[c], x[i]) : out[c] + x[i];
    }
    return out;
  }

  @Override
  public int[] concat(GraphNode node, List<int[]> in) {
    int[] out = new int[out(node).size()];
    int at = 0;
    for (int[] part : in) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }

  @Override
  public int[] add(GraphNode node, List<int[]> in) {
    int[] sums = new int[in.getFirst().length];
    for (int p = 0; p < in.size(); p++) {
      int factor = model.factor(node.id(), p);
      int[] part = in.get(p);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factor * part[i];
      }
    }
    return sums;
  }

  @Override
  public int[] subsample(GraphNode node, Layer.Subsample l, int[] x) {
    Shape s = in(node);
    Shape o = out(node);
    int[] out = new int[o.size()];
    for (int c = 0; c < s.dim(0); c++) {
      for (int row = 0; row < o.dim(1); row++) {
        int from = (c * s.dim(1) + row * l.stride()) * s.dim(2);
        int to = ((c + l.padBefore()) * o.dim(1) + row) * o.dim(2);
        for (int column = 0; column < o.dim(2); column++) {
          out[to + column] = x[from + column * l.stride()];
        }
      }
    }
    return out;
  }

  @Override
  public int[] flatten(GraphNode node, int[] x) {
    return x;
  }
}
