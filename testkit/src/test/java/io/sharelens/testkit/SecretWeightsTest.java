package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two servers: convolutions and products with secret weights that were masked once. */
class SecretWeightsTest {
  private static final Random RANDOM = new Random(3);

  static List<ConvShape> shapes() {
    return List.of(
        new ConvShape(3, 5, 9, 7, 4, 3, 1, 1),
        new ConvShape(2, 3, 12, 12, 8, 7, 2, 3),
        new ConvShape(1, 16, 1, 1, 6, 1, 1, 0),
        new ConvShape(5, 3, 90, 100, 70, 3, 2, 1)); // more than the dealer works on at a time
  }

  private static Secret uniform(int... dims) {
    Shape shape = Shape.of(dims);
    return Secret.of(shape, RANDOM.ints(shape.size()).toArray(), RANDOM);
  }

  private static int[] plain(Secret s) {
    int[] x = new int[s.shape().size()];
    Arrays.setAll(x, i -> s.first()[i] + s.second()[i]);
    return x;
  }

  private static long[] keys(int n) {
    return LongStream.range(40, 40 + n).toArray();
  }

  private static Secret weights(ConvShape s) {
    return uniform(s.outChannels(), s.inChannels() * s.kernel() * s.kernel());
  }

  private static List<FixedRows> fixed(TwoServers parties, Secret weights) {
    Run<FixedRows> run =
        parties.run(s -> s.arithmetic().fix(weights.of(s), keys(weights.shape().dim(0))));
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8L * weights.shape().size());
    assertThat(run.offlineBytes()).isEqualTo(8);
    return List.of(run.one().result(), run.two().result());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aConvolutionIsExactAndCostsItsInputAndOutput(ConvShape s) {
    TwoServers parties = new TwoServers().rows(new MemoryMaskRows());
    Secret weights = weights(s);
    List<FixedRows> fixed = fixed(parties, weights);
    Secret input = uniform(s.input().dims());
    Run<SharedTensor> run =
        parties.run(p -> p.arithmetic().conv2d(input.of(p), fixed.get(p.number() - 1), s));
    assertThat(Secret.reconstruct(run.one().result(), run.two().result()))
        .isEqualTo(KernelProvider.get().conv2d(s, plain(input), plain(weights)));
    assertThat(run.one().result().shape()).isEqualTo(s.output());
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8L * s.input().size());
    assertThat(run.offlineBytes()).isEqualTo(4L * s.output().size());
    assertThat(run.one().openings()).isEmpty();
  }

  @Test
  void aProductIsExactAndCostsItsInputAndOutput() {
    TwoServers parties = new TwoServers().rows(new MemoryMaskRows());
    Secret weights = uniform(11, 70);
    List<FixedRows> fixed = fixed(parties, weights);
    Secret input = uniform(3, 70);
    Run<SharedTensor> run =
        parties.run(p -> p.arithmetic().matmul(input.of(p), fixed.get(p.number() - 1)));
    assertThat(Secret.reconstruct(run.one().result(), run.two().result()))
        .isEqualTo(KernelProvider.get().matmulTransposed(plain(input), plain(weights), 3, 70, 11));
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8L * 3 * 70);
    assertThat(run.offlineBytes()).isEqualTo(4L * 3 * 11);
  }

  @Test
  void aRowIsMaskedOnceAndUnknownRowsAreRefused() {
    ConvShape s = shapes().getFirst();
    TwoServers parties = new TwoServers().rows(new MemoryMaskRows());
    Secret weights = weights(s);
    List<FixedRows> fixed = fixed(parties, weights);
    assertThatThrownBy(() -> fixed(parties, weights)).hasMessageContaining("used before");
    Secret input = uniform(s.input().dims());
    TwoServers others = new TwoServers().rows(new MemoryMaskRows());
    assertThatThrownBy(
            () -> others.run(p -> p.arithmetic().conv2d(input.of(p), fixed.get(p.number() - 1), s)))
        .hasMessageContaining("no row");
  }

  @Test
  void impossibleShapesAreRefusedBeforeAMessage() {
    ConvShape s = shapes().getFirst();
    TwoServers parties = new TwoServers().rows(new MemoryMaskRows());
    List<FixedRows> fixed = fixed(parties, weights(s));
    ConvShape wider = new ConvShape(3, 6, 9, 7, 4, 3, 1, 1);
    Secret input = uniform(wider.input().dims());
    assertThatThrownBy(
            () ->
                parties.run(
                    p -> {
                      ChannelMeter.Reading before = p.peer().meter().read();
                      try {
                        return p.arithmetic().conv2d(input.of(p), fixed.get(p.number() - 1), wider);
                      } finally {
                        assertThat(p.peer().meter().read().minus(before).bytes()).isZero();
                      }
                    }))
        .hasMessageContaining("fixed weights");
  }

  /** Fixed secrets and shares, fresh seeds: all that a server gets is uniform, and so are masks. */
  @Test
  void whatAServerSeesIsUniform() {
    ConvShape s = new ConvShape(2, 4, 6, 6, 4, 3, 1, 1);
    Secret weights = Secret.of(Shape.of(4, 36), new int[4 * 36], new Random(1));
    Secret input = Secret.of(s.input(), new int[s.input().size()], new Random(2));
    long[][] seen = new long[7][256];
    for (int session = 0; session < 20; session++) {
      TwoServers parties = new TwoServers().recording().random(RandomSource.seeded(900 + session));
      Run<List<SharedTensor>> run =
          parties.run(
              p -> {
                FixedRows fixed = p.arithmetic().fix(weights.of(p), keys(4));
                SharedTensor first = p.arithmetic().conv2d(input.of(p), fixed, s);
                return List.of(first, p.arithmetic().conv2d(input.of(p), fixed, s));
              });
      int[] e = opened(run.one(), 1);
      count(seen[0], opened(run.one(), 0));
      count(seen[1], e);
      count(seen[2], minus(e, opened(run.one(), 2))); // no mask is used twice
      for (Run.Side<List<SharedTensor>> side : List.of(run.one(), run.two())) {
        int[] first = AdditiveTensor.shareOf(side.result().getFirst());
        count(seen[3], first);
        count(seen[4], minus(first, AdditiveTensor.shareOf(side.result().getLast())));
        count(seen[6], words(side.received().get(1)));
      }
      for (Material m : run.two().material()) {
        count(seen[5], m.words());
      }
    }
    for (int i = 0; i < seen.length; i++) {
      long samples = Arrays.stream(seen[i]).sum();
      assertThat(Statistics.enough(samples, 256)).isTrue();
      Statistics.requireUniform("view " + i, seen[i]);
    }
  }

  private static int[] opened(Run.Side<?> side, int message) {
    int[] a = words(side.received().get(message));
    int[] b = words(side.sent().get(message));
    Arrays.setAll(a, i -> a[i] + b[i]);
    return a;
  }

  private static int[] words(byte[] message) {
    int[] words = new int[message.length / 4];
    ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  private static int[] minus(int[] a, int[] b) {
    int[] d = new int[a.length];
    Arrays.setAll(d, i -> a[i] - b[i]);
    return d;
  }

  private static void count(long[] counts, int[] words) {
    for (int w : words) {
      for (int shift = 0; shift < 32; shift += 8) {
        counts[w >>> shift & 0xff]++;
      }
    }
  }
}
