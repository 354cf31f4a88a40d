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
  /** VGG11 at 224, in a batch as well; SqueezeNet at 227; a stride of ResNet. */
  private static final List<ConvShape> SHAPES =
      List.of(
          new ConvShape(1, 3, 224, 224, 64, 3, 1, 1),
          new ConvShape(1, 64, 112, 112, 128, 3, 1, 1),
          new ConvShape(1, 256, 56, 56, 256, 3, 1, 1),
          new ConvShape(1, 512, 28, 28, 512, 3, 1, 1),
          new ConvShape(1, 512, 14, 14, 512, 3, 1, 1),
          new ConvShape(4, 512, 14, 14, 512, 3, 1, 1),
          new ConvShape(1, 3, 227, 227, 64, 3, 2, 0),
          new ConvShape(1, 64, 56, 56, 16, 1, 1, 0),
          new ConvShape(1, 16, 56, 56, 64, 1, 1, 0),
          new ConvShape(1, 16, 56, 56, 64, 3, 1, 1),
          new ConvShape(1, 64, 14, 14, 256, 3, 1, 1),
          new ConvShape(1, 512, 14, 14, 64, 1, 1, 0),
          new ConvShape(1, 64, 56, 56, 128, 3, 2, 1));

  private ConvBench() {}

  /**
   * @param seconds for each shape and provider, after half as long again to warm up
   * @param largest shapes with more multiply-adds are left out
   */
  public static List<BenchReport.Conv> run(double seconds, long largest) {
    List<BenchReport.Conv> rows = new ArrayList<>();
    Prg prg = new Prg(Seed.fresh(new SecureRandom()), 0);
    Kernels chosen = KernelProvider.get();
    Kernels scalar = new ScalarKernels();
    for (ConvShape s : SHAPES) {
      if (s.macs() > largest) {
        continue;
      }
      int[] in = new int[s.input().size()];
      int[] weights = new int[s.weights().size()];
      prg.ints(in);
      prg.ints(weights);
      double fast = speed(chosen, s, in, weights, seconds);
      double slow = speed(scalar, s, in, weights, seconds);
      rows.add(
          new BenchReport.Conv(
              label(s),
              Integer.getInteger("sharelens.kernel.threads", 1),
              fast,
              slow,
              fast / slow));
    }
    return rows;
  }

  private static String label(ConvShape s) {
    return (s.batch() > 1 ? s.batch() + " x " : "")
        + "%dx%dx%d to %d, %dx%d"
            .formatted(
                s.inChannels(), s.height(), s.width(), s.outChannels(), s.kernel(), s.kernel())
        + (s.stride() > 1 ? ", stride " + s.stride() : "");
  }

  /** Multiply-adds a second, in thousands of millions, in the fastest of the timed calls. */
  private static double speed(Kernels k, ConvShape s, int[] in, int[] weights, double seconds) {
    long sink = repeat(k, s, in, weights, 1.5 * seconds)[1];
    long[] timed = repeat(k, s, in, weights, seconds);
    if (sink + timed[1] == 42) {
      // Never true by intent; keeps the results in use.
      return Double.NaN;
    }
    return s.macs() / (double) timed[0];
  }

  /** The shortest call in nanoseconds, and something of every result. */
  private static long[] repeat(Kernels k, ConvShape s, int[] in, int[] weights, double seconds) {
    long start = System.nanoTime();
    long sum = 0;
    long shortest = Long.MAX_VALUE;
    long end;
    do {
      long before = System.nanoTime();
      int[] out = k.conv2d(s, in, weights);
      end = System.nanoTime();
      shortest = Math.min(shortest, end - before);
      sum += out[out.length / 2];
    } while (end - start < seconds * 1e9);
    return new long[] {shortest, sum};
  }
}
