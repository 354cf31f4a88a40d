package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One platform thread that writes large frames while the session's own thread reads. */
final class BesideWriter {
  private final ThreadPoolExecutor pool;
  private @Nullable Future<?> pending;

  BesideWriter(String name) {
    pool =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  void start(Runnable write) {
    try {
      pending = pool.submit(write);
    } catch (RejectedExecutionException e) {
      throw new LensException(ErrorKind.INTERNAL, "channel-closed", "the session is over", e);
    }
  }

  /** Whether nothing waits to be written, so that another thread may write. */
  boolean idle() {
    Future<?> last = pending;
    return last == null || last.isDone();
  }

  /** Waits for the write that was started last and throws what it threw. */
  void await() {
    Future<?> last = pending;
    pending = null;
    if (last == null) {
      return;
    }
    try {
      last.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LensException first
          ? first
          : new LensException(ErrorKind.INTERNAL, "write-failed", "a write failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "the session's thread was interrupted", e);
    }
  }

  /** Takes no more work; a write under way ends with its socket. */
  void stop() {
    pool.shutdown();
  }
}
