package io.sharelens.mpc.dealer;

import java.nio.ByteBuffer;

/** Where the second server's corrections of one request come from: the dealer, or a stock. */
@FunctionalInterface
public interface Corrections {
  /** No corrections, as at the first server. */
  Corrections NONE = () -> ByteBuffer.allocate(0);

  /** The next bytes, owned by the caller; empty at the end, however often it is asked. */
  ByteBuffer next();
}
