package io.sharelens.client.transport;

import io.sharelens.mpc.error.LensException;
import java.time.Duration;

/** Waiting that ends with a clear error when the thread is interrupted. */
public final class Pauses {
  private Pauses() {}

  public static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "waiting for the nodes was ended", e);
    }
  }
}
