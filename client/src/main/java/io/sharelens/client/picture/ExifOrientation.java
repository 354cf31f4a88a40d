package io.sharelens.client.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation tag (0x0112) of a JPEG file's EXIF block: cameras store what the sensor saw and
 * say here how to turn it. Damaged blocks count as upright, as browsers have it.
 */
enum ExifOrientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  HALF_TURN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  RIGHT_TURN(true, true, false),
  TRANSVERSED(true, true, true),
  LEFT_TURN(true, false, true);

  private static final int TAG = 0x0112;

  private final boolean swap;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * @param swap rows of the file are columns of the upright picture
   * @param fromRight x of the upright picture counts from the right
   * @param fromBottom y of the upright picture counts from the bottom
   */
  ExifOrientation(boolean swap, boolean fromRight, boolean fromBottom) {
    this.swap = swap;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  static ExifOrientation of(byte[] jpeg) {
    try {
      ByteBuffer in = ByteBuffer.wrap(jpeg);
      int at = 2;
      while (at + 4 <= jpeg.length && (in.getShort(at) & 0xff00) == 0xff00) {
        int marker = in.getShort(at) & 0xff;
        int length = in.getShort(at + 2) & 0xffff;
        if (marker == 0xda || length < 2) {
          break; // pixels begin
        }
        if (marker == 0xe1 && length >= 16 && in.getInt(at + 4) == 0x45786966) { // "Exif"
          return tiff(in.slice(at + 10, length - 8));
        }
        at += 2 + length;
      }
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  private static ExifOrientation tiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  RgbPicture apply(RgbPicture picture) {
    if (this == UPRIGHT) {
      return picture;
    }
    int width = swap ? picture.height() : picture.width();
    int height = swap ? picture.width() : picture.height();
    byte[] from = picture.rgb();
    byte[] to = new byte[from.length];
    for (int y = 0, at = 0; y < height; y++) {
      int v = fromBottom ? height - 1 - y : y;
      for (int x = 0; x < width; x++, at += 3) {
        int u = fromRight ? width - 1 - x : x;
        int source = swap ? u * picture.width() + v : v * picture.width() + u;
        System.arraycopy(from, 3 * source, to, at, 3);
      }
    }
    return new RgbPicture(width, height, to);
  }
}
