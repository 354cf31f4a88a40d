package io.sharelens.testkit;

import io.sharelens.mpc.channel.PartyChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What every session in one JVM is checked for at its end. */
final class Sessions {
  private Sessions() {}

  static void requireDrained(String reader, PartyChannel from, PartyChannel to) {
    long sent = from.meter().read().sentBytes();
    long received = to.meter().read().receivedBytes();
    if (sent != received) {
      throw new AssertionError(
          reader
              + " was sent "
              + sent
              + " bytes by party "
              + from.self()
              + " and read "
              + received);
    }
  }

  static void awaitEnd(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AssertionError("a party goes on after its session ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
