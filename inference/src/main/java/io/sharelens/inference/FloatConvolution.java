package io.sharelens.inference;

import io.sharelens.spi.graph.Layer;

/**
 * Plain float convolution. The loop over output channels is innermost and contiguous, so that the
 * compiler vectorises it; four input channels at a time keep the sums in registers, and blocks of
 * output rows stay in the cache while the weights stream by.
 */
final class FloatConvolution {
  private static final int BLOCK_FLOATS = 1 << 16;

  private final Layer.Conv2d layer;
  private final float[] weights; // [ky][kx][in][out]
  private final float[] bias;

  FloatConvolution(Layer.Conv2d layer, float[] oihw, float[] bias) {
    this.layer = layer;
    this.bias = bias;
    int taps = layer.kernel() * layer.kernel();
    int in = layer.inChannels();
    int out = layer.outChannels();
    weights = new float[oihw.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          weights[(t * in + i) * out + o] = oihw[(o * in + i) * taps + t];
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
    int channels = layer.outChannels();
    float[] sums = out.values();
    for (int p = from * out.width(); p < to * out.width(); p++) {
      System.arraycopy(bias, 0, sums, p * channels, channels);
    }
    for (int ky = 0; ky < layer.kernel(); ky++) {
      for (int kx = 0; kx < layer.kernel(); kx++) {
        for (int i = 0; i < layer.inChannels(); i += 4) {
          tap(in, out, from, to, ky, kx, i);
        }
      }
    }
  }

  /** Adds four input channels of one kernel position to all outputs of the block. */
  private void tap(FloatMap in, FloatMap out, int from, int to, int ky, int kx, int i) {
    int channels = layer.outChannels();
    int inChannels = layer.inChannels();
    int terms = Math.min(4, inChannels - i);
    int w = ((ky * layer.kernel() + kx) * inChannels + i) * channels;
    float[] x = in.values();
    for (int y = from; y < to; y++) {
      int sy = y * layer.stride() + ky - layer.padding();
      if (sy < 0 || sy >= in.height()) {
        continue;
      }
      for (int c = 0; c < out.width(); c++) {
        int sx = c * layer.stride() + kx - layer.padding();
        if (sx < 0 || sx >= in.width()) {
          continue;
        }
        int a = (sy * in.width() + sx) * inChannels + i;
        int o = (y * out.width() + c) * channels;
        if (terms == 4) {
          add4(out.values(), o, weights, w, channels, x[a], x[a + 1], x[a + 2], x[a + 3]);
        } else {
          for (int t = 0; t < terms; t++) {
            add1(out.values(), o, weights, w + t * channels, channels, x[a + t]);
          }
        }
      }
    }
  }

  private static void add4(
      float[] out, int o, float[] w, int w0, int n, float a, float b, float c, float d) {
    if (a == 0 && b == 0 && c == 0 && d == 0) {
      return;
    }
    int w1 = w0 + n;
    int w2 = w1 + n;
    int w3 = w2 + n;
    for (int j = 0; j < n; j++) {
      out[o + j] += a * w[w0 + j] + b * w[w1 + j] + c * w[w2 + j] + d * w[w3 + j];
    }
  }

  private static void add1(float[] out, int o, float[] w, int w0, int n, float a) {
    for (int j = 0; j < n; j++) {
      out[o + j] += a * w[w0 + j];
    }
  }
}
