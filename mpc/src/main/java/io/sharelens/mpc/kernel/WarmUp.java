package io.sharelens.mpc.kernel;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs small products over public numbers until the compiler has seen every loop of the kernels, so
 * that the first picture or search after a start does not pay for it. Vector code that is not yet
 * compiled is hundreds of times slower.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final AtomicBoolean DONE = new AtomicBoolean();

  /** Rounds without a faster one after which there is nothing left to gain. */
  private static final int PATIENCE = 200;

  private static final int ROW = 512;
  private static final int ROWS = 64;

  /** Every width of tile, strides, borders, rows that end within a vector, depths in parts. */
  private static final List<ConvShape> SHAPES =
      List.of(
          new ConvShape(1, 3, 24, 24, 16, 3, 1, 1),
          new ConvShape(1, 3, 25, 25, 8, 3, 2, 0),
          new ConvShape(1, 20, 7, 7, 8, 3, 1, 1),
          new ConvShape(2, 160, 6, 6, 8, 1, 1, 0),
          new ConvShape(1, 16, 4, 4, 6, 1, 1, 0));

  private WarmUp() {}

  /** What a warm-up did: rounds, and the first and the fastest in nanoseconds. */
  record Result(int rounds, long first, long fastest) {}

  /** Warms the process's kernels, once in its life; later calls return at once. */
  public static void once(Duration atMost) {
    if (DONE.compareAndSet(false, true)) {
      long start = System.nanoTime();
      Result r = run(KernelProvider.get(), atMost);
      LOG.info(
          "kernels warmed up in {} ms: {} rounds, the first {} us, the fastest {} us",
          (System.nanoTime() - start) / 1_000_000,
          r.rounds,
          r.first / 1000,
          r.fastest / 1000);
    }
  }

  static Result run(Kernels kernels, Duration atMost) {
    // Any words do; nothing here is secret.
    Prg prg = new Prg(Seed.of(new byte[Seed.BYTES]), 0);
    long start = System.nanoTime();
    long first = 0;
    long fastest = Long.MAX_VALUE;
    int rounds = 0;
    int since = 0;
    do {
      long before = System.nanoTime();
      round(kernels, prg);
      long took = System.nanoTime() - before;
      since = took < fastest ? 0 : since + 1;
      first = rounds++ == 0 ? took : first;
      fastest = Math.min(fastest, took);
    } while (since < PATIENCE && System.nanoTime() - start < atMost.toNanos());
    return new Result(rounds, first, fastest);
  }

  private static void round(Kernels kernels, Prg prg) {
    for (ConvShape s : SHAPES) {
      int[] input = words(prg, s.input().size());
      int[] weights = words(prg, s.weights().size());
      kernels.conv2d(s, input, weights, words(prg, s.outChannels()));
    }
    int[] rows = words(prg, ROWS * ROW);
    for (int count : new int[] {1, 5}) {
      int[] vectors = words(prg, count * ROW);
      kernels.rowProducts(vectors, count, rows, 0, ROWS, ROW, new int[count * ROWS], 0, ROWS);
    }
    kernels.matmulTransposed(rows, rows, ROWS, ROW, ROWS);
  }

  private static int[] words(Prg prg, int n) {
    int[] words = new int[n];
    prg.ints(words);
    return words;
  }
}
