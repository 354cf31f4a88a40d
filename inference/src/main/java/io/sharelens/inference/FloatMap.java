package io.sharelens.inference;

/**
 * Activations of one picture with the channels innermost (HWC), the order in which the inner loops
 * run over contiguous numbers.
 */
record FloatMap(int height, int width, int channels, float[] values) {
  FloatMap(int height, int width, int channels) {
    this(height, width, channels, new float[height * width * channels]);
  }

  static FloatMap ofChw(int channels, int height, int width, float[] chw) {
    FloatMap map = new FloatMap(height, width, channels);
    int positions = height * width;
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < positions; p++) {
        map.values[p * channels + c] = chw[c * positions + p];
      }
    }
    return map;
  }

  /** The same numbers with the channels outermost. */
  float[] chw() {
    int positions = height * width;
    float[] out = new float[values.length];
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < positions; p++) {
        out[c * positions + p] = values[p * channels + c];
      }
    }
    return out;
  }
}
