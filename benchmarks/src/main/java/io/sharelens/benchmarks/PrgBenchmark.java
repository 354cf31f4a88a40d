package io.sharelens.benchmarks;

import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Random bytes per microsecond (MB/s): the stretched seed beside the system's own source. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PrgBenchmark {
  private static final int BYTES = 1 << 16;

  private final SecureRandom system = new SecureRandom();
  private final Prg prg = new Prg(Seed.fresh(system), 1);
  private final int[] ints = new int[BYTES / Integer.BYTES];
  private final long[] longs = new long[BYTES / Long.BYTES];
  private final byte[] bytes = new byte[BYTES];

  @Benchmark
  @OperationsPerInvocation(BYTES)
  public int[] ints() {
    prg.ints(ints);
    return ints;
  }

  @Benchmark
  @OperationsPerInvocation(BYTES)
  public long[] longs() {
    prg.longs(longs);
    return longs;
  }

  /** Residues, one byte each. */
  @Benchmark
  @OperationsPerInvocation(BYTES)
  public byte[] mod67() {
    prg.mod(bytes, 67);
    return bytes;
  }

  @Benchmark
  @OperationsPerInvocation(BYTES)
  public byte[] secureRandom() {
    system.nextBytes(bytes);
    return bytes;
  }
}
