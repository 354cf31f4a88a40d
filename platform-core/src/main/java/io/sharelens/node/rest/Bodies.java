package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Reads request bodies within limits; what a header announces is refused before it is read. */
final class Bodies {
  static final String TOO_LARGE = "too-large";

  private Bodies() {}

  /**
   * The whole body.
   *
   * @param announced value of Content-Length, or -1
   */
  static ByteBuffer read(InputStream in, long announced, int limit) throws IOException {
    requireFits(announced, limit);
    byte[] body = in.readNBytes(limit);
    if (body.length == limit && in.read() >= 0) {
      throw tooLarge(limit);
    }
    return ByteBuffer.wrap(body);
  }

  /** Copies the whole body. */
  static void copy(InputStream in, long announced, long limit, OutputStream out)
      throws IOException {
    requireFits(announced, limit);
    byte[] block = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      total += n;
      if (total > limit) {
        throw tooLarge(limit);
      }
      out.write(block, 0, n);
    }
  }

  static void requireFits(long announced, long limit) {
    if (announced > limit) {
      throw tooLarge(limit);
    }
  }

  static LensException tooLarge(long limit) {
    return LensException.user(TOO_LARGE, "the body has more than " + limit + " bytes");
  }
}
