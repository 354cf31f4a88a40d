package io.sharelens.mpc.kernel;

import io.sharelens.mpc.ring.Shape;

/**
 * Geometry of a two-dimensional convolution: input [n, inChannels, height, width] (NCHW), weights
 * [outChannels, inChannels, kernel, kernel] (OIHW), output [n, outChannels, outHeight, outWidth].
 */
public record ConvShape(
    int batch,
    int inChannels,
    int height,
    int width,
    int outChannels,
    int kernel,
    int stride,
    int padding) {

  public int outHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  public int outWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  public Shape input() {
    return Shape.of(batch, inChannels, height, width);
  }

  public Shape weights() {
    return Shape.of(outChannels, inChannels, kernel, kernel);
  }

  public Shape output() {
    return Shape.of(batch, outChannels, outHeight(), outWidth());
  }

  /** Multiply-adds of the whole convolution. */
  public long macs() {
    return (long) output().size() * inChannels * kernel * kernel;
  }
}
