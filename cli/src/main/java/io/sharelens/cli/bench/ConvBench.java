package io.sharelens.cli.bench;

import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Convolution kernels of this process, the chosen provider beside the scalar twin. */
public final class ConvBench {
  private static final List<ConvShape> SHAPES =
      List.of(
          new ConvShape(1, 64, 112, 112, 128, 3, 1, 1),
          new ConvShape(1, 256, 56, 56, 256, 3, 1, 1),
          new ConvShape(1, 512, 14, 14, 512, 3, 1, 1),
          new ConvShape(1, 64, 55, 55, 16, 1, 1, 0),
          new ConvShape(1, 64, 56, 56, 128, 3, 2, 1));

  private ConvBench() {}

  /**
   * @param seconds for each shape and provider, after half as long again to warm up
   */
  public static List<BenchReport.Conv> run(double seconds) {
    List<BenchReport.Conv> rows = new ArrayList<>();
    Prg prg = new Prg(Seed.fresh(new SecureRandom()), 0);
    Kernels chosen = KernelProvider.get();
    Kernels scalar = new ScalarKernels();
    for (ConvShape s : SHAPES) {
      int[] in = new int[s.input().size()];
      int[] weights = new int[s.weights().size()];
      prg.ints(in);
      prg.ints(weights);
      double fast = speed(chosen, s, in, weights, seconds);
      double slow = speed(scalar, s, in, weights, seconds);
      rows.add(
          new BenchReport.Conv(
              "%dx%dx%d to %d, %dx%d, stride %d"
                  .formatted(
                      s.inChannels(),
                      s.height(),
                      s.width(),
                      s.outChannels(),
                      s.kernel(),
                      s.kernel(),
                      s.stride()),
              Integer.getInteger("sharelens.kernel.threads", 1),
              fast,
              slow,
              fast / slow));
    }
    return rows;
  }

  /** Multiply-adds a second, in thousands of millions. */
  private static double speed(Kernels k, ConvShape s, int[] in, int[] weights, double seconds) {
    long sink = repeat(k, s, in, weights, 1.5 * seconds)[1];
    long[] timed = repeat(k, s, in, weights, seconds);
    if (sink + timed[1] == 42) {
      // Never true by intent; keeps the results in use.
      return Double.NaN;
    }
    return s.macs() * (double) timed[2] / timed[0];
  }

  private static long[] repeat(Kernels k, ConvShape s, int[] in, int[] weights, double seconds) {
    long start = System.nanoTime();
    long sum = 0;
    long n = 0;
    long elapsed;
    do {
      int[] out = k.conv2d(s, in, weights);
      sum += out[out.length / 2];
      n++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < seconds * 1e9);
    return new long[] {elapsed, sum, n};
  }
}
