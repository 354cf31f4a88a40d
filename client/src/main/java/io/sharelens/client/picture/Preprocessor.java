package io.sharelens.client.picture;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.Preprocessing;

/**
 * From a picture to a model's input tensor, as the model's {@link Preprocessing} says: resize to
 * size x size, then ({@code v / 255 * scale - mean) / std} for each channel, in double precision,
 * cast to float at the end. Exact specification: {@code docs/PREPROCESSING.md}. Thread-safe.
 */
public final class Preprocessor {
  private final Preprocessing how;

  public Preprocessor(Preprocessing how) {
    if (how.mean().size() != 3 || how.std().size() != 3) {
      throw LensException.user("bad-graph", "preprocessing needs mean and std of three channels");
    }
    this.how = how;
  }

  /** Height and width of the tensors. */
  public int size() {
    return how.size();
  }

  /**
   * @return [3, size, size], channels R G B
   */
  public float[] tensor(RgbPicture picture) {
    return normalise(Resampler.resize(picture, how.size(), how.size()));
  }

  /**
   * Scales and shifts values.
   *
   * @param chw [3, h, w], 0..255
   * @return [3, h, w]
   */
  public float[] normalise(double[] chw) {
    float[] out = new float[chw.length];
    int plane = chw.length / 3;
    for (int c = 0; c < 3; c++) {
      double mean = how.mean().get(c);
      double std = how.std().get(c);
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        out[i] = (float) ((chw[i] / 255 * how.scale() - mean) / std);
      }
    }
    return out;
  }
}
