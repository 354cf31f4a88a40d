package io.sharelens.mpc.kernel;

import java.util.Arrays;

/** Copies of images with a border of zeros, so that a convolution needs no special cases. */
final class Padding {
  private Padding() {}

  /**
   * Images {@code from .. from+images} of the input as [images, channels, height + 2 padding, width
   * + 2 padding].
   */
  static int[] pad(ConvShape s, int[] input, int from, int images) {
    int plane = s.height() * s.width();
    int start = from * s.inChannels() * plane;
    if (s.padding() == 0) {
      return images == s.batch()
          ? input
          : Arrays.copyOfRange(input, start, start + images * s.inChannels() * plane);
    }
    int height = s.height() + 2 * s.padding();
    int width = s.width() + 2 * s.padding();
    int[] padded = new int[Math.multiplyExact(images * s.inChannels(), height * width)];
    for (int p = 0; p < images * s.inChannels(); p++) {
      int to = (p * height + s.padding()) * width + s.padding();
      for (int y = 0; y < s.height(); y++) {
        int row = start + p * plane + y * s.width();
        System.arraycopy(input, row, padded, to + y * width, s.width());
      }
    }
    return padded;
  }
}
