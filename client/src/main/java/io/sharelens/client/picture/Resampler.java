package io.sharelens.client.picture;

/**
 * Bilinear resizing with antialiasing, in double precision and in one stated order of operations,
 * so that another implementation can give the very same numbers: {@code docs/PREPROCESSING.md}. The
 * weights are those of Pillow's and torchvision's antialiased bilinear filter; nothing is rounded
 * between the two passes.
 */
public final class Resampler {
  private static final int CHANNELS = 3;

  private Resampler() {}

  /**
   * Resizes to {@code width x height} without keeping proportions.
   *
   * @return [3, height, width], values 0..255, not rounded
   */
  public static double[] resize(RgbPicture picture, int width, int height) {
    Taps columns = Taps.of(picture.width(), width);
    Taps rows = Taps.of(picture.height(), height);
    double[] out = new double[CHANNELS * height * width];
    double[] line = new double[CHANNELS * width];
    // Each source row is narrowed once and added to the output rows it takes part in; for every
    // output value the source rows are added in ascending order.
    for (int y = 0, first = 0; y < picture.height(); y++) {
      while (first < height && rows.end(first) <= y) {
        first++;
      }
      narrow(picture, y, columns, line);
      for (int o = first; o < height && rows.start[o] <= y; o++) {
        double weight = rows.weights[o][y - rows.start[o]];
        for (int c = 0; c < CHANNELS; c++) {
          int to = (c * height + o) * width;
          for (int x = 0; x < width; x++) {
            out[to + x] += weight * line[c * width + x];
          }
        }
      }
    }
    return out;
  }

  private static void narrow(RgbPicture picture, int y, Taps columns, double[] line) {
    int width = columns.start.length;
    byte[] rgb = picture.rgb();
    int row = CHANNELS * y * picture.width();
    for (int x = 0; x < width; x++) {
      double[] weights = columns.weights[x];
      int at = row + CHANNELS * columns.start[x];
      double r = 0;
      double g = 0;
      double b = 0;
      for (double weight : weights) {
        r += weight * (rgb[at] & 0xff);
        g += weight * (rgb[at + 1] & 0xff);
        b += weight * (rgb[at + 2] & 0xff);
        at += CHANNELS;
      }
      line[x] = r;
      line[width + x] = g;
      line[2 * width + x] = b;
    }
  }

  /** For each output position the source positions it takes and their weights, which sum to 1. */
  private record Taps(int[] start, double[][] weights) {
    int end(int i) {
      return start[i] + weights[i].length;
    }

    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int[] start = new int[to];
      double[][] weights = new double[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int lo = Math.max(0, (int) Math.floor(centre - support + 0.5));
        int hi = Math.min(from, (int) Math.floor(centre + support + 0.5));
        double[] w = new double[hi - lo];
        double sum = 0;
        for (int j = lo; j < hi; j++) {
          w[j - lo] = Math.max(0, 1 - Math.abs((j - centre + 0.5) / support));
          sum += w[j - lo];
        }
        for (int j = 0; j < w.length; j++) {
          w[j] /= sum;
        }
        start[i] = lo;
        weights[i] = w;
      }
      return new Taps(start, weights);
    }
  }
}
