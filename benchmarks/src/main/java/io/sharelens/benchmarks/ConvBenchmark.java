package io.sharelens.benchmarks;

import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.kernel.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Convolutions of VGG11, SqueezeNet and ResNet over Z_2^32, and products of stored rows. The
 * counter {@code giga} is GMAC per second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ConvBenchmark {
  /** Operands of one layer. */
  @State(Scope.Thread)
  public static class Layer {
    @Param({"vector", "scalar"})
    String kernels = "vector";

    /** Batch, input channels, side, output channels, kernel, stride, padding. */
    @Param({
      "1x3x224x64x3x1x1",
      "1x64x112x128x3x1x1",
      "1x256x28x512x3x1x1",
      "1x512x14x512x3x1x1",
      "8x512x14x512x3x1x1",
      "1x3x227x64x3x2x0",
      "1x64x56x16x1x1x0",
      "1x16x56x64x1x1x0",
      "1x16x56x64x3x1x1",
      "1x512x14x64x1x1x0",
      "1x64x56x128x3x2x1"
    })
    String layer = "";

    Kernels kernel = new ScalarKernels();
    ConvShape shape = new ConvShape(1, 1, 1, 1, 1, 1, 1, 0);
    int[] input = {};
    int[] weights = {};

    @Setup
    public void create() {
      kernel = kernels.equals("vector") ? new VectorKernels(1) : new ScalarKernels();
      int[] d = Arrays.stream(layer.split("x")).mapToInt(Integer::parseInt).toArray();
      shape = new ConvShape(d[0], d[1], d[2], d[2], d[3], d[4], d[5], d[6]);
      input = words(shape.input().size());
      weights = words(shape.weights().size());
    }
  }

  /** 512 columns against 100,000 rows, as in a search. */
  @State(Scope.Thread)
  public static class Store {
    static final int COLUMNS = 512;
    static final int ROWS = 100_000;

    @Param({"vector", "scalar"})
    String kernels = "vector";

    @Param({"1", "4", "32"})
    int queries = 1;

    Kernels kernel = new ScalarKernels();
    int[] left = {};
    int[] right = {};
    int[] out = {};

    double gigas() {
      return (double) queries * COLUMNS * ROWS / 1e9;
    }

    @Setup
    public void create() {
      kernel = kernels.equals("vector") ? new VectorKernels(1) : new ScalarKernels();
      left = words(queries * COLUMNS);
      right = words(ROWS * COLUMNS);
      out = new int[queries * ROWS];
    }
  }

  /** Multiply-adds in thousand millions. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Macs {
    public double giga;
  }

  @Benchmark
  public int[] conv2d(Layer l, Macs macs) {
    macs.giga += l.shape.macs() / 1e9;
    return l.kernel.conv2d(l.shape, l.input, l.weights);
  }

  /** As for two secret matrices. */
  @Benchmark
  public int[] matmul(Store s, Macs macs) {
    macs.giga += s.gigas();
    return s.kernel.matmulTransposed(s.left, s.right, s.queries, Store.COLUMNS, Store.ROWS);
  }

  /** As for stored rows, in place. */
  @Benchmark
  public int[] rowProducts(Store s, Macs macs) {
    macs.giga += s.gigas();
    s.kernel.rowProducts(
        s.left, s.queries, s.right, 0, Store.ROWS, Store.COLUMNS, s.out, 0, Store.ROWS);
    return s.out;
  }

  private static int[] words(int n) {
    return new SplittableRandom(n).ints(n).toArray();
  }
}
