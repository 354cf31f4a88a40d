package io.sharelens.node.intake;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One writer at a time for a picture; different pictures rarely wait for each other. */
final class PictureLocks {
  private static final int STRIPES = 64;

  private final Lock[] stripes = new Lock[STRIPES];

  PictureLocks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  <T> T locked(String picture, Supplier<T> work) {
    Lock lock = stripes[Math.floorMod(picture.hashCode(), STRIPES)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
