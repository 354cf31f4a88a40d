package io.sharelens.node.service;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes of a share that are read when they are sent. */
public interface ShareSource {
  /** Exactly how many there are. */
  long bytes();

  /** Writes all of them, verified. */
  void writeTo(OutputStream out) throws IOException;
}
