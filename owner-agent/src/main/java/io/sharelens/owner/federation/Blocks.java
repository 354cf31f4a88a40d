package io.sharelens.owner.federation;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Hands numbered blocks out to a few threads, in ascending order. */
final class Blocks {
  private final int threads;

  Blocks(int threads) {
    this.threads = threads;
  }

  /** Does one block after the other. */
  @FunctionalInterface
  interface Worker {
    void run(int block) throws IOException;
  }

  /**
   * Runs all blocks and waits for the end.
   *
   * @param workers gives each thread a worker of its own
   * @param failed called at the first failure, so that others do not wait for a block
   */
  void run(int blocks, Supplier<Worker> workers, Runnable failed) throws IOException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("update-", 0).factory());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(
            pool.submit(
                () -> {
                  try {
                    Worker worker = workers.get();
                    for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
                      worker.run(b);
                    }
                  } catch (Throwable e) {
                    next.set(blocks);
                    failed.run();
                    throw e;
                  }
                  return null;
                }));
      }
      for (Future<?> f : running) {
        f.get();
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException x ? x : new IllegalStateException(e);
    } catch (InterruptedException e) {
      failed.run();
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "interrupted while sharing an update", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
