package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.Arrays;
import java.util.List;

/** Layers in plain words of one picture, channels outermost. Sums are kept in 64 bits. */
final class IntegerOperations implements GraphRunner.Operations<int[]> {
  private final QuantizedModel model;
  private final Watcher watcher;

  /** Hears of the largest absolute result of a node, before wrap-around and truncation. */
  @FunctionalInterface
  interface Watcher {
    void largest(String id, long largest);
  }

  IntegerOperations(QuantizedModel model, Watcher watcher) {
    this.model = model;
    this.watcher = watcher;
  }

  private Shape in(GraphNode node) {
    return model.shapes().of(node.inputs().getFirst());
  }

  private Shape out(GraphNode node) {
    return model.shapes().of(node.id());
  }

  private int[] finished(GraphNode node, long[] sums, int shift) {
    long largest = 0;
    int[] words = new int[sums.length];
    for (int i = 0; i < sums.length; i++) {
      largest = Math.max(largest, Math.abs(sums[i]));
      words[i] = (int) sums[i] >> shift;
    }
    watcher.largest(node.id(), largest);
    return words;
  }

  @Override
  public int[] convolution(GraphNode node, Layer.Conv2d l, int[] x) {
    Shape s = in(node);
    Shape o = out(node);
    int k = l.kernel();
    int[] w = model.weights(node.id());
    int[] bias = model.bias(node.id());
    long[] sums = new long[o.size()];
    for (int oc = 0; oc < l.outChannels(); oc++) {
      int plane = o.dim(1) * o.dim(2);
      Arrays.fill(sums, oc * plane, (oc + 1) * plane, bias[oc]);
      for (int ic = 0; ic < l.inChannels(); ic++) {
        for (int t = 0; t < k * k; t++) {
          long weight = w[(oc * l.inChannels() + ic) * k * k + t];
          tap(l, s, o, x, ic, sums, oc, t / k, t % k, weight);
        }
      }
    }
    return finished(node, sums, model.plan().node(node.id()).truncate());
  }

  private static void tap(
      Layer.Conv2d l,
      Shape s,
      Shape o,
      int[] x,
      int ic,
      long[] sums,
      int oc,
      int ky,
      int kx,
      long weight) {
    int width = o.dim(2);
    for (int y = 0; y < o.dim(1); y++) {
      int sy = y * l.stride() + ky - l.padding();
      if (sy < 0 || sy >= s.dim(1)) {
        continue;
      }
      int from = (ic * s.dim(1) + sy) * s.dim(2) + kx - l.padding();
      int first = Math.max(0, (l.padding() - kx + l.stride() - 1) / l.stride());
      int last = Math.min(width - 1, Math.floorDiv(s.dim(2) - 1 + l.padding() - kx, l.stride()));
      int to = (oc * o.dim(1) + y) * width;
      for (int c = first; c <= last; c++) {
        sums[to + c] += weight * x[from + c * l.stride()];
      }
    }
  }

  @Override
  public int[] linear(GraphNode node, Layer.Linear l, int[] x) {
    int[] w = model.weights(node.id());
    long[] sums = new long[l.outFeatures()];
    for (int o = 0; o < sums.length; o++) {
      sums[o] = model.bias(node.id())[o];
      for (int i = 0; i < l.inFeatures(); i++) {
        sums[o] += (long) w[o * l.inFeatures() + i] * x[i];
      }
    }
    return finished(node, sums, model.plan().node(node.id()).truncate());
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
    long[] out = windows(node, x, p.kernel(), p.stride(), p.padding(), true);
    return finished(node, out, 0);
  }

  @Override
  public int[] averagePool(GraphNode node, Layer.AveragePool p, int[] x) {
    return finished(node, windows(node, x, p.kernel(), p.stride(), 0, false), 0);
  }

  private long[] windows(
      GraphNode node, int[] x, int kernel, int stride, int padding, boolean max) {
    Shape s = in(node);
    Shape o = out(node);
    long[] out = new long[o.size()];
    for (int i = 0; i < out.length; i++) {
      int c = i / (o.dim(1) * o.dim(2));
      int top = i / o.dim(2) % o.dim(1) * stride - padding;
      int left = i % o.dim(2) * stride - padding;
      long result = max ? Long.MIN_VALUE : 0;
      for (int y = Math.max(0, top); y < Math.min(s.dim(1), top + kernel); y++) {
        for (int xx = Math.max(0, left); xx < Math.min(s.dim(2), left + kernel); xx++) {
          long v = x[(c * s.dim(1) + y) * s.dim(2) + xx];
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
    long[] out = new long[s.dim(0)];
    Arrays.fill(out, max ? Long.MIN_VALUE : 0);
    for (int i = 0; i < x.length; i++) {
      int c = i / positions;
      out[c] = max ? Math.max(out[c], x[i]) : out[c] + x[i];
    }
    return finished(node, out, 0);
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
    long[] sums = new long[in.getFirst().length];
    for (int[] part : in) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return finished(node, sums, 0);
  }

  @Override
  public int[] flatten(GraphNode node, int[] x) {
    return x;
  }
}
