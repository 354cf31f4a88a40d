package io.sharelens.mpc.kernel;

/**
 * The right-hand matrix of a product, read in place: element (k, p) is {@code source[base(p) +
 * offset[k]]}. A convolution and a transposed matrix are both of this form, without being copied as
 * a whole.
 */
interface Columns {
  int[] source();

  /** Offset of every row k. */
  int[] offset();

  /** Number of columns p. */
  int count();

  /** Fills {@code into[0 .. n)} with the bases of columns {@code from .. from+n}. */
  void base(int from, int n, int[] into);

  /** Column p of an n x k row-major matrix is its row p. */
  record Transposed(int[] source, int[] offset, int count) implements Columns {
    @Override
    public void base(int from, int n, int[] into) {
      for (int i = 0; i < n; i++) {
        into[i] = (from + i) * offset.length;
      }
    }
  }

  /**
   * Column p is the window of output position p = (image, y, x) in padded input planes; row k is
   * (channel, ky, kx).
   */
  record Windows(int[] source, int[] offset, int count, ConvShape shape) implements Columns {
    /** Over padded images (see {@link Padding}). */
    static Windows over(int[] padded, int images, ConvShape s) {
      int height = s.height() + 2 * s.padding();
      int width = s.width() + 2 * s.padding();
      int kernel = s.kernel();
      int[] offset = new int[s.inChannels() * kernel * kernel];
      int i = 0;
      for (int c = 0; c < s.inChannels(); c++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            offset[i++] = (c * height + ky) * width + kx;
          }
        }
      }
      return new Windows(padded, offset, images * s.outHeight() * s.outWidth(), s);
    }

    @Override
    public void base(int from, int n, int[] into) {
      ConvShape s = shape;
      int height = s.height() + 2 * s.padding();
      int width = s.width() + 2 * s.padding();
      int outWidth = s.outWidth();
      int plane = s.outHeight() * outWidth;
      int image = from / plane;
      int y = from % plane / outWidth;
      int x = from % outWidth;
      for (int i = 0; i < n; i++) {
        into[i] = (image * s.inChannels() * height + y * s.stride()) * width + x * s.stride();
        if (++x == outWidth) {
          x = 0;
          if (++y == s.outHeight()) {
            y = 0;
            image++;
          }
        }
      }
    }
  }
}
