package io.sharelens.benchmarks;

import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.kernel.VectorKernels;
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
 * Convolutions of VGG11 over Z_2^32 and products of stored rows. The counter {@code giga} is GMAC
 * per second.
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

    @Param({"1x3x224x64", "1x64x112x128", "1x256x28x512", "1x512x14x512", "16x512x2x512"})
    String layer = "";

    Kernels kernel = new ScalarKernels();
    ConvShape shape = new ConvShape(1, 1, 1, 1, 1, 1, 1, 0);
    int[] input = {};
    int[] weights = {};

    @Setup
    public void create() {
      kernel = kernels.equals("vector") ? new VectorKernels(1) : new ScalarKernels();
      String[] d = layer.split("x");
      int side = Integer.parseInt(d[2]);
      shape =
          new ConvShape(
              Integer.parseInt(d[0]),
              Integer.parseInt(d[1]),
              side,
              side,
              Integer.parseInt(d[3]),
              3,
              1,
              1);
      input = words(shape.input().size());
      weights = words(shape.weights().size());
    }
  }

  /** 512 columns against 10,000 rows, as in a search. */
  @State(Scope.Thread)
  public static class Store {
    static final int COLUMNS = 512;
    static final int ROWS = 10_000;

    @Param({"vector", "scalar"})
    String kernels = "vector";

    @Param({"1", "32"})
    int queries = 1;

    Kernels kernel = new ScalarKernels();
    int[] left = {};
    int[] right = {};

    @Setup
    public void create() {
      kernel = kernels.equals("vector") ? new VectorKernels(1) : new ScalarKernels();
      left = words(queries * COLUMNS);
      right = words(ROWS * COLUMNS);
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

  @Benchmark
  public int[] matmul(Store s, Macs macs) {
    macs.giga += (double) s.queries * Store.COLUMNS * Store.ROWS / 1e9;
    return s.kernel.matmulTransposed(s.left, s.right, s.queries, Store.COLUMNS, Store.ROWS);
  }

  private static int[] words(int n) {
    return new SplittableRandom(n).ints(n).toArray();
  }
}
