package io.sharelens.inference;

import io.sharelens.spi.graph.Layer;

/**
 * Plain float convolution. The loop over output channels is innermost and contiguous, so that the
 * compiler vectorises it (it does so only where all arrays share one index, hence an array for each
 * position and each input channel); four input channels at a time keep the sums in registers, and
 * blocks of output rows stay in the cache while the weights stream by.
 */
final class FloatConvolution {
  private static final int BLOCK_FLOATS = 1 << 16;

  private final Layer.Conv2d layer;
  private final float[][] weights; // [ky][kx][in] rows of all output channels
  private final float[] bias;

  FloatConvolution(Layer.Conv2d layer, float[] oihw, float[] bias) {
    this.layer = layer;
    this.bias = bias;
    int taps = layer.kernel() * layer.kernel();
    int in = layer.inChannels();
    int out = layer.outChannels();
    weights = new float[taps * in][out];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          weights[t * in + i][o] = oihw[(o * in + i) * taps + t];
        }
      }
    }
  }

  FloatMap apply(FloatMap in, int height, int width) {
    FloatMap out = new FloatMap(height, width, layer.outChannels());
    int rows = Math.max(1, BLOCK_FLOATS / (width * layer.outChannels()));
    for (int y = 0; y < height; y += rows) {
      block(in, out, y, Math.min(height, y + rows));
    }
    return out;
  }

  private void block(FloatMap in, FloatMap out, int from, int to) {
    int first = from * out.width();
    float[][] sums = new float[(to - from) * out.width()][];
    for (int p = 0; p < sums.length; p++) {
      sums[p] = bias.clone();
    }
    for (int ky = 0; ky < layer.kernel(); ky++) {
      for (int kx = 0; kx < layer.kernel(); kx++) {
        for (int i = 0; i < layer.inChannels(); i += 4) {
          tap(in, sums, out.width(), from, ky, kx, i);
        }
      }
    }
    for (int p = 0; p < sums.length; p++) {
      System.arraycopy(sums[p], 0, out.values(), (first + p) * bias.length, bias.length);
    }
  }

  /** Adds four input channels of one kernel position to all outputs of the block. */
  private void tap(FloatMap in, float[][] sums, int width, int from, int ky, int kx, int i) {
    int channels = layer.inChannels();
    int terms = Math.min(4, channels - i);
    int row = (ky * layer.kernel() + kx) * channels + i;
    float[] x = in.values();
    for (int p = 0; p < sums.length; p++) {
      int sy = (from + p / width) * layer.stride() + ky - layer.padding();
      int sx = p % width * layer.stride() + kx - layer.padding();
      if (sy < 0 || sy >= in.height() || sx < 0 || sx >= in.width()) {
        continue;
      }
      int a = (sy * in.width() + sx) * channels + i;
      if (terms == 4) {
        add4(sums[p], row, x[a], x[a + 1], x[a + 2], x[a + 3]);
      } else {
        for (int t = 0; t < terms; t++) {
          add1(sums[p], weights[row + t], x[a + t]);
        }
      }
    }
  }

  private void add4(float[] out, int row, float a, float b, float c, float d) {
    if (a == 0 && b == 0 && c == 0 && d == 0) {
      return;
    }
    add4(out, weights[row], weights[row + 1], weights[row + 2], weights[row + 3], a, b, c, d);
  }

  private static void add4(
      float[] out,
      float[] w0,
      float[] w1,
      float[] w2,
      float[] w3,
      float a,
      float b,
      float c,
      float d) {
    for (int j = 0; j < out.length; j++) {
      out[j] += a * w0[j] + b * w1[j] + c * w2[j] + d * w3[j];
    }
  }

  private static void add1(float[] out, float[] w, float a) {
    for (int j = 0; j < out.length; j++) {
      out[j] += a * w[j];
    }
  }
}
