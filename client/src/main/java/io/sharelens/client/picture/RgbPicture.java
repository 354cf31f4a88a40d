package io.sharelens.client.picture;

import io.sharelens.mpc.error.LensException;

/** A decoded picture in sRGB, 8 bits a channel. No content in {@code toString}. */
public final class RgbPicture {
  private final int width;
  private final int height;
  private final byte[] rgb;

  /**
   * @param rgb R G B for each pixel, row by row from the top; handed over, not copied
   */
  public RgbPicture(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw LensException.internal(
          "bad-shape", rgb.length + " bytes for a picture of " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The pixels, 3 bytes each; read-only by contract. */
  public byte[] rgb() {
    return rgb;
  }

  /** A channel (0 red, 1 green, 2 blue) of a pixel, 0..255. */
  public int at(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xff;
  }

  @Override
  public String toString() {
    return "RgbPicture[" + width + " x " + height + "]";
  }
}
