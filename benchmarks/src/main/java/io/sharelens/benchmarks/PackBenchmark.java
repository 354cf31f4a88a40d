package io.sharelens.benchmarks;

import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.ring.SevenBits;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
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

/**
 * Values per microsecond to and from the wire: seven-bit residues and words, each beside a plain
 * loop that does the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PackBenchmark {
  private static final int COUNT = 1 << 14;

  private final byte[] values = new byte[COUNT];
  private final byte[] packed = new byte[SevenBits.bytes(COUNT)];
  private final int[] words = new SplittableRandom(1).ints(COUNT).toArray();
  private final ByteBuffer wire = Words.buffer(COUNT * Integer.BYTES);

  public PackBenchmark() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < COUNT; i++) {
      values[i] = (byte) random.nextInt(67);
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public ByteBuffer pack7() {
    SevenBits.pack(values, wire.clear());
    return wire;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public byte[] unpack7() {
    SevenBits.unpack(wire.clear(), values, 128);
    return values;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public byte[] pack7Plain() {
    int o = 0;
    int bits = 0;
    int held = 0;
    for (byte v : values) {
      held |= v << bits;
      bits += 7;
      if (bits >= 8) {
        packed[o++] = (byte) held;
        held >>>= 8;
        bits -= 8;
      }
    }
    return packed;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public ByteBuffer words() {
    Words.put(wire.clear(), words, 0, COUNT);
    return wire;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public ByteBuffer wordsPlain() {
    wire.clear();
    for (int w : words) {
      wire.putInt(w);
    }
    return wire;
  }
}
