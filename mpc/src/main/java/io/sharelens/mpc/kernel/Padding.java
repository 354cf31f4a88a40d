package io.sharelens.mpc.kernel;

/** Copies of images with a border of zeros, so that a convolution needs no special cases. */
final class Padding {
  private Padding() {}

  /**
   * Images {@code from .. from+images} of the input as [images, channels, height + 2 padding, width
   * + 2 padding].
   */
  static int[] pad(ConvShape s, int[] input, int from, int images, Workers workers) {
    int height = s.height() + 2 * s.padding();
    int width = s.width() + 2 * s.padding();
    int planes = images * s.inChannels();
    int[] padded = new int[Math.multiplyExact(planes, height * width)];
    workers.run(
        planes,
        p -> {
          int row = (from * s.inChannels() + p) * s.height() * s.width();
          int to = (p * height + s.padding()) * width + s.padding();
          for (int y = 0; y < s.height(); y++) {
            System.arraycopy(input, row + y * s.width(), padded, to + y * width, s.width());
          }
        });
    return padded;
  }
}
