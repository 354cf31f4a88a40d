package io.sharelens.client.split;

/**
 * Stream ids under an upload's seed. Separate for each purpose, so that no output is used twice.
 */
public final class Streams {
  /** Words of the input tensor. */
  public static final long TENSOR = 1;

  /** Bytes of the file. */
  public static final long FILE = 2;

  private Streams() {}
}
