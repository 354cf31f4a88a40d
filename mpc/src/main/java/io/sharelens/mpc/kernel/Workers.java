package io.sharelens.mpc.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Spreads the independent parts of one kernel call over a fixed number of platform threads. */
final class Workers {
  private final int threads;
  private final ExecutorService helpers;

  /**
   * @param threads in all, the caller's included; at least 1
   */
  Workers(int threads) {
    this.threads = threads;
    // Starts threads only when there is work for them, so that one thread costs nothing.
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("kernel-", 1).factory());
  }

  int threads() {
    return threads;
  }

  /** Runs {@code part} for 0 .. parts-1, each once, and returns when all are done. */
  void run(int parts, IntConsumer part) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            part.accept(i);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, parts); t++) {
      others.add(helpers.submit(loop));
    }
    try {
      loop.run();
    } finally {
      others.forEach(Workers::await);
    }
  }

  private static void await(Future<?> f) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          f.get();
          return;
        } catch (InterruptedException e) {
          // The parts write into the caller's result: they must end before it is used.
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a kernel failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
