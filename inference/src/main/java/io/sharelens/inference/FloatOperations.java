package io.sharelens.inference;

import io.sharelens.inference.graph.GraphRunner;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Layers in plain floats. */
final class FloatOperations implements GraphRunner.Operations<FloatMap> {
  private final GraphShapes shapes;
  private final Map<String, FloatConvolution> convolutions;
  private final Map<String, FloatTensor> weights;

  FloatOperations(
      GraphShapes shapes,
      Map<String, FloatConvolution> convolutions,
      Map<String, FloatTensor> weights) {
    this.shapes = shapes;
    this.convolutions = convolutions;
    this.weights = weights;
  }

  static float[] weight(Map<String, FloatTensor> weights, String name) {
    FloatTensor tensor = weights.get(name);
    if (tensor == null) {
      throw LensException.user("bad-model", "the weights " + name + " are missing");
    }
    return tensor.values();
  }

  private FloatMap empty(GraphNode node) {
    Shape s = shapes.of(node.id());
    return s.rank() == 1
        ? new FloatMap(1, 1, s.dim(0))
        : new FloatMap(s.dim(1), s.dim(2), s.dim(0));
  }

  @Override
  public FloatMap convolution(GraphNode node, Layer.Conv2d layer, FloatMap in) {
    FloatConvolution convolution = convolutions.get(node.id());
    if (convolution == null) {
      throw LensException.internal("bad-graph", node.id() + " was not prepared");
    }
    Shape s = shapes.of(node.id());
    return convolution.apply(in, s.dim(1), s.dim(2));
  }

  @Override
  public FloatMap linear(GraphNode node, Layer.Linear layer, FloatMap in) {
    FloatMap out = empty(node);
    float[] w = weight(weights, node.id() + ".weight");
    float[] bias = weight(weights, node.id() + ".bias");
    for (int o = 0; o < layer.outFeatures(); o++) {
      double sum = bias[o];
      for (int i = 0; i < layer.inFeatures(); i++) {
        sum += (double) w[o * layer.inFeatures() + i] * in.values()[i];
      }
      out.values()[o] = (float) sum;
    }
    return out;
  }

  @Override
  public FloatMap relu(GraphNode node, FloatMap in) {
    FloatMap out = empty(node);
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = Math.max(in.values()[i], 0f);
    }
    return out;
  }

  @Override
  public FloatMap maxPool(GraphNode node, Layer.MaxPool p, FloatMap in) {
    FloatMap out = empty(node);
    Arrays.fill(out.values(), Float.NEGATIVE_INFINITY);
    windows(in, out, p.kernel(), p.stride(), p.padding(), true);
    return out;
  }

  @Override
  public FloatMap averagePool(GraphNode node, Layer.AveragePool p, FloatMap in) {
    FloatMap out = empty(node);
    windows(in, out, p.kernel(), p.stride(), 0, false);
    scale(out.values(), 1f / (p.kernel() * p.kernel()));
    return out;
  }

  @Override
  public FloatMap globalPool(GraphNode node, Layer.GlobalPool layer, FloatMap in) {
    FloatMap out = empty(node);
    boolean max = layer.reduction() == Layer.Reduction.MAX;
    if (max) {
      Arrays.fill(out.values(), Float.NEGATIVE_INFINITY);
    }
    int positions = in.height() * in.width();
    for (int p = 0; p < positions; p++) {
      merge(in.values(), p * in.channels(), out.values(), 0, in.channels(), max);
    }
    if (layer.reduction() == Layer.Reduction.MEAN) {
      scale(out.values(), 1f / positions);
    }
    return out;
  }

  private static void windows(
      FloatMap in, FloatMap out, int kernel, int stride, int padding, boolean max) {
    int c = in.channels();
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int o = (y * out.width() + x) * c;
        for (int sy = y * stride - padding; sy < y * stride - padding + kernel; sy++) {
          for (int sx = x * stride - padding; sx < x * stride - padding + kernel; sx++) {
            if (sy >= 0 && sy < in.height() && sx >= 0 && sx < in.width()) {
              merge(in.values(), (sy * in.width() + sx) * c, out.values(), o, c, max);
            }
          }
        }
      }
    }
  }

  private static void merge(float[] in, int i, float[] out, int o, int n, boolean max) {
    if (max) {
      for (int c = 0; c < n; c++) {
        out[o + c] = Math.max(out[o + c], in[i + c]);
      }
    } else {
      for (int c = 0; c < n; c++) {
        out[o + c] += in[i + c];
      }
    }
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  @Override
  public FloatMap concat(GraphNode node, List<FloatMap> in) {
    FloatMap out = empty(node);
    int at = 0;
    for (FloatMap part : in) {
      for (int p = 0; p < part.height() * part.width(); p++) {
        System.arraycopy(
            part.values(),
            p * part.channels(),
            out.values(),
            p * out.channels() + at,
            part.channels());
      }
      at += part.channels();
    }
    return out;
  }

  @Override
  public FloatMap add(GraphNode node, List<FloatMap> in) {
    FloatMap out = empty(node);
    for (FloatMap part : in) {
      merge(part.values(), 0, out.values(), 0, out.values().length, false);
    }
    return out;
  }

  @Override
  public FloatMap flatten(GraphNode node, FloatMap in) {
    return new FloatMap(1, 1, in.values().length, in.chw());
  }

  @Override
  public FloatMap subsample(GraphNode node, Layer.Subsample l, FloatMap in) {
    FloatMap out = empty(node);
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int from = (y * l.stride() * in.width() + x * l.stride()) * in.channels();
        int to = (y * out.width() + x) * out.channels() + l.padBefore();
        System.arraycopy(in.values(), from, out.values(), to, in.channels());
      }
    }
    return out;
  }

  @Override
  public FloatMap batchNorm(GraphNode node, Layer.BatchNorm layer, FloatMap in) {
    FloatMap out = empty(node);
    float[] gamma = weight(weights, node.id() + ".weight");
    float[] beta = weight(weights, node.id() + ".bias");
    float[] mean = weight(weights, node.id() + ".running_mean");
    float[] variance = weight(weights, node.id() + ".running_var");
    int n = layer.channels();
    for (int i = 0; i < out.values().length; i++) {
      int c = i % n;
      double factor = gamma[c] / Math.sqrt(variance[c] + layer.epsilon());
      out.values()[i] = (float) ((in.values()[i] - mean[c]) * factor + beta[c]);
    }
    return out;
  }
}
