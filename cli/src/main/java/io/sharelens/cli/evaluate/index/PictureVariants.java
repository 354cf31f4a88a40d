package io.sharelens.cli.evaluate.index;

import io.sharelens.client.picture.RgbPicture;
import java.util.SplittableRandom;

/**
 * Distinct pictures made of one photo: variant 0 is the photo, every other one a window of 70 to 90
 * percent of its width and height at a place of its own, odd variants mirrored. The same at each
 * run.
 */
final class PictureVariants {
  private static final double LEAST = 0.7;
  private static final double RANGE = 0.2;
  private static final int BYTES = 3;

  private PictureVariants() {}

  static RgbPicture of(RgbPicture photo, int variant) {
    if (variant == 0) {
      return photo;
    }
    SplittableRandom places = new SplittableRandom(variant);
    double part = LEAST + RANGE * places.nextDouble();
    int width = Math.max(1, (int) (photo.width() * part));
    int height = Math.max(1, (int) (photo.height() * part));
    int left = (int) ((photo.width() - width + 1) * places.nextDouble());
    int top = (int) ((photo.height() - height + 1) * places.nextDouble());
    boolean mirrored = variant % 2 == 1;
    byte[] window = new byte[BYTES * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = left + (mirrored ? width - 1 - x : x);
        System.arraycopy(
            photo.rgb(),
            BYTES * ((top + y) * photo.width() + from),
            window,
            BYTES * (y * width + x),
            BYTES);
      }
    }
    return new RgbPicture(width, height, window);
  }
}
