package io.sharelens.node.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails as soon as more than a number of bytes is read. */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private long left;

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    int n = super.read(out, from, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  private void count(int n) {
    left -= n;
    if (left < 0) {
      throw Bodies.tooLarge(limit);
    }
  }
}
