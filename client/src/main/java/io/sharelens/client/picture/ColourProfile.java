package io.sharelens.client.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Embedded colour profiles of JPEG files. They are not applied: each program would round
 * differently, and models are trained on stored values.
 */
final class ColourProfile {
  private static final int APP2 = 0xe2;
  private static final int SCAN = 0xda;

  private ColourProfile() {}

  /** The file without profiles; a damaged one as it is, for the decoder to complain of. */
  static byte[] without(byte[] jpeg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length);
    ByteBuffer in = ByteBuffer.wrap(jpeg);
    int at = 2;
    out.write(jpeg, 0, at);
    boolean found = false;
    try {
      while ((in.get(at) & 0xff) == 0xff) {
        int marker = in.get(at + 1) & 0xff;
        if (marker == SCAN) {
          break;
        }
        int length = marker == 0xff ? 1 : 2 + (in.getShort(at + 2) & 0xffff);
        if (marker == APP2) {
          found = true;
        } else {
          out.write(jpeg, at, length);
        }
        at += length;
      }
      out.write(jpeg, at, jpeg.length - at);
    } catch (IndexOutOfBoundsException e) {
      return jpeg;
    }
    return found ? out.toByteArray() : jpeg;
  }
}
