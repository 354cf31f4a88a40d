package io.sharelens.client.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * The pixels of a decoded file as they are stored. {@link BufferedImage#getRGB} would turn grey
 * into sRGB as if it were linear light, which no other program does.
 */
final class StoredPixels {
  private static final int WHITE = 255;

  private StoredPixels() {}

  /** R G B, with transparent parts on white. */
  static RgbPicture of(BufferedImage image) {
    return new RgbPicture(
        image.getWidth(),
        image.getHeight(),
        isGrey(image.getColorModel()) ? grey(image) : colour(image));
  }

  private static boolean isGrey(ColorModel model) {
    return model instanceof ComponentColorModel
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private static byte[] grey(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int bits = model.getComponentSize(0);
    byte[] rgb = new byte[3 * width * image.getHeight()];
    int[] values = new int[width];
    int[] alphas = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, values);
      if (model.hasAlpha()) {
        raster.getSamples(0, y, width, 1, 1, alphas);
      }
      for (int x = 0; x < width; x++) {
        int alpha = model.hasAlpha() ? eight(alphas[x], bits) : WHITE;
        byte v = onWhite(eight(values[x], bits), alpha);
        rgb[at++] = v;
        rgb[at++] = v;
        rgb[at++] = v;
      }
    }
    return rgb;
  }

  private static byte[] colour(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[3 * width * image.getHeight()];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int p = row[x];
        int alpha = p >>> 24;
        rgb[at++] = onWhite(p >>> 16 & 0xff, alpha);
        rgb[at++] = onWhite(p >>> 8 & 0xff, alpha);
        rgb[at++] = onWhite(p & 0xff, alpha);
      }
    }
    return rgb;
  }

  /** The nearest of 256 values. */
  private static int eight(int sample, int bits) {
    int most = (1 << bits) - 1;
    return bits == 8 ? sample : (sample * 255 + most / 2) / most;
  }

  private static byte onWhite(int value, int alpha) {
    return (byte)
        (alpha == WHITE ? value : (value * alpha + WHITE * (WHITE - alpha) + 127) / WHITE);
  }
}
