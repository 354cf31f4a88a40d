package io.sharelens.client.picture;

/**
 * What is refused before anything is decoded.
 *
 * @param maxBytes largest file
 * @param maxPixels largest width times height; a decoded pixel takes about 7 bytes
 */
public record PictureLimits(long maxBytes, long maxPixels) {
  /** 32 MiB and 64 million pixels. */
  public static PictureLimits standard() {
    return new PictureLimits(32L << 20, 64_000_000);
  }
}
