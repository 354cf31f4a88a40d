package io.sharelens.client.split;

import io.sharelens.inference.update.UpdateLayout;

/**
 * Stream ids under an upload's seed. Separate for each purpose, so that no output is used twice.
 */
public final class Streams {
  /** Words of the input tensor. */
  public static final long TENSOR = 1;

  /** Bytes of the file. */
  public static final long FILE = 2;

  /** Words of a model's update. */
  public static final long UPDATE = UpdateLayout.STREAM;

  private Streams() {}
}
