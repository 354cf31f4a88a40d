package io.sharelens.inference;

import io.sharelens.mpc.ring.Shape;

/**
 * Index tables for pooling: which input element each output element takes, for tensors [n, c, h,
 * w].
 */
final class Windows {
  private Windows() {}

  /**
   * Element {@code tap} of each window along the rows: [n, c, h, w] to [n, c, h, out]. A position
   * outside is replaced by the nearest one inside, which lies in the same window.
   */
  static int[] alongWidth(Shape in, int out, int stride, int padding, int tap) {
    int width = in.dim(3);
    int rows = in.dim(0) * in.dim(1) * in.dim(2);
    int[] index = new int[rows * out];
    for (int x = 0; x < out; x++) {
      int column = Math.max(0, Math.min(width - 1, x * stride - padding + tap));
      for (int r = 0; r < rows; r++) {
        index[r * out + x] = r * width + column;
      }
    }
    return index;
  }

  /** The same along the columns: [n, c, h, w] to [n, c, out, w]. */
  static int[] alongHeight(Shape in, int out, int stride, int padding, int tap) {
    int height = in.dim(2);
    int width = in.dim(3);
    int planes = in.dim(0) * in.dim(1);
    int[] index = new int[planes * out * width];
    int at = 0;
    for (int p = 0; p < planes; p++) {
      for (int y = 0; y < out; y++) {
        int row = Math.max(0, Math.min(height - 1, y * stride - padding + tap));
        int from = (p * height + row) * width;
        for (int x = 0; x < width; x++) {
          index[at++] = from + x;
        }
      }
    }
    return index;
  }

  /** All elements of each window, innermost: [n, c, h, w] to [n, c, oh, ow, kernel * kernel]. */
  static int[] whole(Shape in, int outHeight, int outWidth, int kernel, int stride) {
    int planes = in.dim(0) * in.dim(1);
    int[] index = new int[planes * outHeight * outWidth * kernel * kernel];
    int at = 0;
    for (int p = 0; p < planes; p++) {
      for (int y = 0; y < outHeight; y++) {
        for (int x = 0; x < outWidth; x++) {
          for (int k = 0; k < kernel * kernel; k++) {
            int row = y * stride + k / kernel;
            int column = x * stride + k % kernel;
            index[at++] = (p * in.dim(2) + row) * in.dim(3) + column;
          }
        }
      }
    }
    return index;
  }

  /** Element {@code tap} of each plane: [n, c, h, w] to [n, c]. */
  static int[] plane(Shape in, int tap) {
    int positions = in.dim(2) * in.dim(3);
    int[] index = new int[in.dim(0) * in.dim(1)];
    for (int p = 0; p < index.length; p++) {
      index[p] = p * positions + tap;
    }
    return index;
  }

  /** Reorders parts that lie one after the other, each [n, size_i], to [n, sum of sizes]. */
  static int[] interleave(int batch, int[] sizes) {
    int total = 0;
    for (int s : sizes) {
      total += s;
    }
    int[] index = new int[batch * total];
    int at = 0;
    for (int b = 0; b < batch; b++) {
      int part = 0;
      for (int s : sizes) {
        for (int i = 0; i < s; i++) {
          index[at++] = part + b * s + i;
        }
        part += batch * s;
      }
    }
    return index;
  }
}
