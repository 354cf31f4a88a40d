package io.sharelens.client.transport;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same thing at several nodes at once. */
public final class Fanout {
  private Fanout() {}

  /**
   * Runs the tasks in parallel. The first failure ends the others and is thrown.
   *
   * @return results in the order of the tasks
   */
  public static <T> List<T> all(List<? extends Callable<T>> tasks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<T> running = new ExecutorCompletionService<>(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(running.submit(task));
      }
      try {
        for (int i = 0; i < tasks.size(); i++) {
          result(take(running));
        }
      } catch (LensException e) {
        futures.forEach(f -> f.cancel(true));
        throw e;
      }
      return futures.stream().map(Fanout::result).toList();
    }
  }

  private static <T> Future<T> take(CompletionService<T> running) {
    try {
      return running.take();
    } catch (InterruptedException e) {
      throw givenUp(e);
    }
  }

  /** Waits for what another thread does; its failure is thrown here. */
  public static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LensException lens) {
        throw lens;
      }
      throw new LensException(
          ErrorKind.INTERNAL,
          "client-failed",
          "a call failed in an unforeseen way: " + e.getCause(),
          e);
    } catch (InterruptedException e) {
      throw givenUp(e);
    }
  }

  private static LensException givenUp(InterruptedException e) {
    Thread.currentThread().interrupt();
    return LensException.resources("interrupted", "calls to the nodes were given up", e);
  }
}
