package io.sharelens.mpc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.ChannelMeter;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.WordRows;
import io.sharelens.mpc.ring.XorBits;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoServerArithmeticTest {
  private static final Opening TEST = new Opening("test");
  private static final int[] EDGES = {
    0, 1, -1, 2, -2, 4095, 4096, -4096, -4097, (1 << 30) - 1, -(1 << 30) + 1, 123456789, -98765432
  };

  private final SecureRandom random = new SecureRandom();
  private final TwoParties parties = new TwoParties();

  private int[] uniform(int n) {
    return random.ints(n).toArray();
  }

  /** Fixed shares of {@code x}, one array for each party. */
  private int[][] split(int[] x) {
    int[] first = uniform(x.length);
    int[] second = new int[x.length];
    Arrays.setAll(second, i -> x[i] - first[i]);
    return new int[][] {first, second};
  }

  private static SharedTensor mine(Arithmetic a, int[][] shares, int... dims) {
    return new AdditiveTensor(Shape.of(dims), shares[a.party() - 1].clone());
  }

  private int[] compute(int[] x, Function<Arithmetic, Function<SharedTensor, SharedTensor>> f) {
    int[][] shares = split(x);
    return parties
        .run((a, m) -> a.open(f.apply(a).apply(mine(a, shares, x.length)), TEST))
        .second();
  }

  @Test
  void multipliesExactlyInOneRound() {
    int n = 20_001;
    int[] x = uniform(n);
    int[] y = uniform(n);
    int[][] xs = split(x);
    int[][] ys = split(y);
    var outcome =
        parties.run(
            (a, meter) -> {
              ChannelMeter.Reading before = meter.read();
              SharedTensor z = a.multiply(mine(a, xs, n), mine(a, ys, n));
              ChannelMeter.Reading cost = meter.read().minus(before);
              assertThat(cost.rounds()).isEqualTo(1);
              assertThat(cost.bytes()).isEqualTo(16L * n);
              return a.open(z, TEST);
            });
    int[] expected = IntStream.range(0, n).map(i -> x[i] * y[i]).toArray();
    assertThat(outcome.first()).isEqualTo(expected);
    assertThat(outcome.second()).isEqualTo(expected);
    assertThat(outcome.ledger().counts()).containsExactly(java.util.Map.entry("test", (long) n));
  }

  @Test
  void truncatesWithAnErrorOfAtMostOneUnit() {
    for (int f : new int[] {1, 6, 12, 13, 20, 29}) {
      int[] x = Arrays.copyOf(EDGES, 10_000);
      for (int i = EDGES.length; i < x.length; i++) {
        x[i] = random.nextInt(-(1 << 30) + 1, 1 << 30);
      }
      int bits = f;
      int[] z = compute(x, a -> t -> a.truncate(t, bits));
      for (int i = 0; i < x.length; i++) {
        assertThat(z[i] - (x[i] >> f)).as("%d >> %d", x[i], f).isBetween(0, 1);
      }
    }
  }

  @Test
  void selectsAndConvertsBits() {
    int n = 1000;
    int[] x = uniform(n);
    int[] y = uniform(n);
    long[] bits = random.longs(XorBits.words(n)).toArray();
    long[] mask = random.longs(XorBits.words(n)).toArray();
    long[] other = bits.clone();
    Arrays.setAll(other, i -> bits[i] ^ mask[i]);
    int[][] xs = split(x);
    int[][] ys = split(y);
    var outcome =
        parties.run(
            (a, meter) -> {
              XorBits b = new XorBits(n, a.party() == 1 ? mask.clone() : other.clone());
              int[] ring = a.open(a.toArithmetic(b), TEST);
              ChannelMeter.Reading before = meter.read();
              SharedTensor z = a.select(a.not(b), mine(a, xs, n), mine(a, ys, n));
              assertThat(meter.read().minus(before).rounds()).isEqualTo(1);
              return List.of(ring, a.open(z, TEST));
            });
    for (int i = 0; i < n; i++) {
      int b = (int) (bits[i >> 6] >>> (i & 63)) & 1;
      assertThat(outcome.first().get(0)[i]).isEqualTo(b);
      assertThat(outcome.first().get(1)[i]).isEqualTo(b == 0 ? y[i] : x[i]);
    }
  }

  @Test
  void multipliesMatricesAndConvolves() {
    int m = 3;
    int k = 70;
    int n = 5;
    int[][] xs = split(uniform(m * k));
    int[][] ys = split(uniform(n * k));
    ConvShape conv = new ConvShape(2, 3, 7, 5, 4, 3, 1, 1);
    int[][] in = split(uniform(conv.input().size()));
    int[] weights = uniform(conv.weights().size());
    int[] bias = uniform(4);
    var outcome =
        parties.run(
            (a, meter) -> {
              int[] z = a.open(a.matmul(mine(a, xs, m, k), mine(a, ys, n, k)), TEST);
              SharedTensor image = mine(a, in, conv.input().dims());
              return List.of(z, a.open(a.conv2d(image, weights, bias, conv), TEST));
            });
    int[] x = add(xs);
    int[] y = add(ys);
    var kernels = io.sharelens.mpc.kernel.KernelProvider.get();
    assertThat(outcome.second().get(0)).isEqualTo(kernels.matmulTransposed(x, y, m, k, n));
    assertThat(outcome.second().get(1)).isEqualTo(kernels.conv2d(conv, add(in), weights, bias));
  }

  @Test
  void shufflesAllColumnsByOneUnknownPermutation() {
    int n = 257;
    int[] ids = IntStream.range(0, n).toArray();
    int[] squares = IntStream.range(0, n).map(i -> i * i).toArray();
    int[][] is = split(ids);
    int[][] qs = split(squares);
    var outcome =
        parties.run(
            (a, meter) -> {
              ChannelMeter.Reading before = meter.read();
              List<SharedTensor> z = a.shuffle(List.of(mine(a, is, n), mine(a, qs, n)));
              ChannelMeter.Reading cost = meter.read().minus(before);
              assertThat(cost.rounds()).isEqualTo(2);
              assertThat(cost.bytes()).isEqualTo(16L * n);
              return List.of(a.open(z.get(0), TEST), a.open(z.get(1), TEST));
            });
    int[] permuted = outcome.first().get(0);
    assertThat(permuted).isNotEqualTo(ids).containsExactlyInAnyOrder(ids);
    for (int i = 0; i < n; i++) {
      assertThat(outcome.first().get(1)[i]).isEqualTo(permuted[i] * permuted[i]);
    }
  }

  @Test
  void storedRowsAreMaskedOnceAndMultipliedOften() {
    int rows = 9;
    int columns = 33;
    int[][] vs = split(uniform(rows * columns));
    int[][] qs = split(uniform(2 * columns));
    long[] keys = {5, 6, 7, 8, 100, 101, 102, 103, 104};
    var stored = parties.run((a, meter) -> a.fix(mine(a, vs, rows, columns), keys));
    assertThat(stored.first().masked()).isEqualTo(stored.second().masked());
    assertThat(stored.first().masked()).isNotEqualTo(add(vs));
    var outcome =
        parties.run(
            (a, meter) -> {
              FixedRows mine = a.party() == 1 ? stored.first() : stored.second();
              ChannelMeter.Reading before = meter.read();
              SharedTensor z = a.product(mine(a, qs, 2, columns), rows(a, mine), columns + 1);
              assertThat(meter.read().minus(before).bytes()).isEqualTo(8L * 2 * columns);
              return a.open(z, TEST);
            });
    int[] expected =
        io.sharelens.mpc.kernel.KernelProvider.get()
            .matmulTransposed(add(qs), add(vs), 2, columns, rows);
    assertThat(outcome.first()).isEqualTo(expected);
    assertThatThrownBy(() -> parties.run((a, meter) -> a.fix(mine(a, vs, rows, columns), keys)))
        .hasStackTraceContaining("row 5 was used");
  }

  /** Rows as an index stores them: shares, a word of its own, masked words; in two parts. */
  private static RowSet rows(TwoServerArithmetic a, FixedRows fixed) {
    int n = fixed.rows();
    int columns = fixed.columns();
    int stride = 4 * (2 * columns + 1);
    ByteBuffer out = ByteBuffer.allocate(n * stride);
    a.store(fixed.shares(), out, stride);
    WordRows.put(
        fixed.masked(),
        n,
        columns,
        out.slice(4 * (columns + 1), out.capacity() - 4 * (columns + 1)),
        stride);
    RowTable table = new RowTable(stride);
    table.append(out.slice(0, 4 * stride));
    table.append(out.slice(4 * stride, (n - 4) * stride));
    return new RowSet(table, IntStream.range(0, n).toArray(), fixed.keys());
  }

  @Test
  void differentRequestsEndTheSession() {
    int[][] xs = split(uniform(64));
    assertThatThrownBy(
            () ->
                parties.run(
                    (a, meter) ->
                        a.party() == 1
                            ? a.truncate(mine(a, xs, 64), 5)
                            : a.truncate(mine(a, xs, 64), 6)))
        .hasStackTraceContaining("server 1 asks for");
  }

  private static int[] add(int[][] shares) {
    int[] x = new int[shares[0].length];
    Arrays.setAll(x, i -> shares[0][i] + shares[1][i]);
    return x;
  }
}
