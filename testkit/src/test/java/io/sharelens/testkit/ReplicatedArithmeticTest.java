package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.FixedRows;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Every operation of three parties on random values and edges, its rounds and its bytes. */
class ReplicatedArithmeticTest {
  private static final int[] EDGES = {
    0, 1, -1, 2, 1 << 29, -(1 << 29), (1 << 30) - 1, -(1 << 30) + 1, 1 << 30, 1 << 31, (1 << 31) - 1
  };
  private static final int[] SIZES = {0, 1, 31, 64, 1000, 65_536, 65_537, 200_003};

  private final Random random = new Random(5);

  private static int[] values(int n, Random random, int limitBits) {
    int[] v = new int[n];
    for (int i = 0; i < n; i++) {
      int x = i < EDGES.length ? EDGES[i] : random.nextInt();
      v[i] = limitBits == 32 ? x : i < 8 ? x : x >> 32 - limitBits;
    }
    return v;
  }

  private static ThreeRun<SharedTensor> run(
      BiFunction<ThreeServer, Arithmetic, SharedTensor> program) {
    return new ThreeServers().recording().run(s -> program.apply(s, s.arithmetic()));
  }

  private static int[] result(ThreeRun<SharedTensor> run) {
    return ThreeSecret.reconstruct(run.sides().stream().map(ThreeRun.Side::result).toList());
  }

  private static void requireCost(ThreeRun<?> run, int rounds, long bytes) {
    assertThat(run.rounds()).as("rounds").isEqualTo(rounds);
    assertThat(run.onlineBytes()).as("bytes").isEqualTo(bytes);
  }

  private static int[] zip(int[] a, int[] b, IntBinaryOperator f) {
    int[] z = new int[a.length];
    Arrays.setAll(z, i -> f.applyAsInt(a[i], b[i]));
    return z;
  }

  @Test
  void productsAtEverySize() {
    for (int n : SIZES) {
      int[] a = values(n, random, 32);
      int[] b = values(n, new Random(n), 32);
      ThreeSecret x = ThreeSecret.of(Shape.of(n), a, random);
      ThreeSecret y = ThreeSecret.of(Shape.of(n), b, random);
      ThreeRun<SharedTensor> run = run((s, m) -> m.multiply(x.of(s), y.of(s)));
      assertThat(result(run)).isEqualTo(zip(a, b, (p, q) -> p * q));
      requireCost(run, n == 0 ? 0 : 1, 12L * n);
    }
  }

  @Test
  void truncationsAreFaithfulAtEverySize() {
    for (int n : SIZES) {
      for (int f : new int[] {0, 1, 3, 12, 16, 17, 30}) {
        int[] a = values(n, random, 31);
        Arrays.setAll(
            a, i -> a[i] == Integer.MIN_VALUE || Math.abs((long) a[i]) >= 1 << 30 ? 5 : a[i]);
        ThreeSecret x = ThreeSecret.of(Shape.of(n), a, random);
        ThreeRun<SharedTensor> run = run((s, m) -> m.truncate(x.of(s), f));
        int[] z = result(run);
        for (int i = 0; i < n; i++) {
          assertThat(z[i] - (a[i] >> f)).isBetween(0, f == 0 ? 0 : 1);
        }
        boolean nothing = n == 0 || f == 0;
        int groups = (n + 31) / 32;
        requireCost(run, nothing ? 0 : 2, nothing ? 0 : 4L * n + 12L * f * groups);
      }
    }
  }

  @Test
  void selectionsAndBitsInTheRing() {
    for (int n : SIZES) {
      int[] a = values(n, random, 32);
      int[] b = values(n, new Random(n), 32);
      int[] bits = new Random(n + 1).ints(n, 0, 2).toArray();
      ThreeSecret x = ThreeSecret.of(Shape.of(n), a, random);
      ThreeSecret y = ThreeSecret.of(Shape.of(n), b, random);
      List<SharedBits> c = ThreeSecret.bits(bits, random);
      ThreeRun<SharedTensor> selected =
          run((s, m) -> m.select(c.get(s.number() - 1), x.of(s), y.of(s)));
      int[] expected = new int[n];
      Arrays.setAll(expected, i -> bits[i] == 0 ? a[i] : b[i]);
      assertThat(result(selected)).isEqualTo(expected);
      requireCost(selected, n == 0 ? 0 : 2, 20L * n);
      ThreeRun<SharedTensor> columns =
          run(
              (s, m) ->
                  m.concat(
                      m.selectColumns(
                          c.get(s.number() - 1),
                          List.of(x.of(s), y.of(s)),
                          List.of(y.of(s), x.of(s))),
                      Shape.of(2 * n)));
      int[] both = Arrays.copyOf(expected, 2 * n);
      Arrays.setAll(both, i -> i < n ? expected[i] : bits[i - n] == 0 ? b[i - n] : a[i - n]);
      assertThat(result(columns)).isEqualTo(both);
      requireCost(columns, n == 0 ? 0 : 2, 36L * n);
      ThreeRun<SharedTensor> ring = run((s, m) -> m.toArithmetic(c.get(s.number() - 1)));
      assertThat(result(ring)).isEqualTo(bits);
      requireCost(ring, n == 0 ? 0 : 2, 12L * n);
    }
  }

  @Test
  void additiveSharesComeInAndGoOut() {
    for (int n : SIZES) {
      int[] a = values(n, random, 32);
      Secret additive = Secret.of(Shape.of(n), a, random);
      ThreeRun<SharedTensor> in =
          run(
              (s, m) ->
                  m.importAdditive(
                      Shape.of(n),
                      s.number() == 1
                          ? additive.first()
                          : s.number() == 2 ? additive.second() : new int[0]));
      assertThat(result(in)).isEqualTo(a);
      assertThat(in.side(3).received()).isEmpty();
      requireCost(in, n == 0 ? 0 : 1, 8L * n);
      ThreeSecret x = ThreeSecret.of(Shape.of(n), a, random);
      ThreeRun<int[]> out = new ThreeServers().run(s -> s.arithmetic().exportAdditive(x.of(s)));
      assertThat(zip(out.side(1).result(), out.side(2).result(), Integer::sum)).isEqualTo(a);
      assertThat(out.side(3).result()).isEmpty();
      requireCost(out, 0, 0);
    }
  }

  @Test
  void openingsGiveEachPartyOneWordAnElement() {
    for (int n : SIZES) {
      int[] a = values(n, random, 32);
      ThreeSecret x = ThreeSecret.of(Shape.of(n), a, random);
      ThreeRun<int[]> run =
          new ThreeServers()
              .recording()
              .run(s -> s.arithmetic().open(x.of(s), new Opening("test.all")));
      for (ThreeRun.Side<int[]> side : run.sides()) {
        assertThat(side.result()).isEqualTo(a);
        assertThat(side.openings()).containsOnly(java.util.Map.entry("test.all", (long) n));
        assertThat(side.received().stream().mapToInt(m -> m.payload().length).sum())
            .isEqualTo(4 * n);
      }
      requireCost(run, n == 0 ? 0 : 1, 12L * n);
    }
  }

  @Test
  void matrixProductsAndConvolutionsOfSecrets() {
    for (int[] d : new int[][] {{1, 512, 10}, {10, 512, 1}, {7, 3, 9}, {0, 4, 3}, {3, 4, 0}}) {
      int[] a = values(d[0] * d[1], random, 32);
      int[] b = values(d[2] * d[1], random, 32);
      ThreeSecret x = ThreeSecret.of(Shape.of(d[0], d[1]), a, random);
      ThreeSecret y = ThreeSecret.of(Shape.of(d[2], d[1]), b, random);
      int[] expected = new ScalarKernels().matmulTransposed(a, b, d[0], d[1], d[2]);
      ThreeRun<SharedTensor> plain = run((s, m) -> m.matmul(x.of(s), y.of(s)));
      ThreeRun<SharedTensor> fixed =
          run((s, m) -> m.matmul(x.of(s), m.fix(y.of(s), new long[d[2]])));
      for (ThreeRun<SharedTensor> run : List.of(plain, fixed)) {
        assertThat(result(run)).isEqualTo(expected);
        assertThat(run.side(1).result().shape()).isEqualTo(Shape.of(d[0], d[2]));
        requireCost(run, expected.length == 0 ? 0 : 1, 12L * expected.length);
      }
    }
    ConvShape shape = new ConvShape(2, 3, 9, 7, 5, 3, 2, 1);
    int[] input = values(shape.input().size(), random, 32);
    int[] weights = values(shape.weights().size(), random, 32);
    ThreeSecret x = ThreeSecret.of(shape.input(), input, random);
    ThreeSecret w = ThreeSecret.of(Shape.of(5, 27), weights, random);
    ThreeRun<SharedTensor> run =
        run(
            (s, m) -> {
              FixedRows rows = m.fix(w.of(s), new long[5]);
              return m.conv2d(x.of(s), rows, shape);
            });
    assertThat(result(run)).isEqualTo(KernelProvider.get().conv2d(shape, input, weights));
    requireCost(run, 1, 12L * shape.output().size());
  }

  @Test
  void productsWithStoredRows() {
    int columns = 33;
    int n = 500;
    int width = 2 * columns + 3;
    int[] rows = values(n * columns, random, 32);
    int[] queries = values(2 * columns, random, 32);
    ThreeSecret v = ThreeSecret.of(Shape.of(n, columns), rows, random);
    ThreeSecret q = ThreeSecret.of(Shape.of(2, columns), queries, random);
    ThreeRun<SharedTensor> run =
        run(
            (s, m) -> {
              ByteBuffer stored = ByteBuffer.allocate(n * width * 4);
              m.store(v.of(s), stored, width * 4);
              RowSet set = RowSet.of(stored, width * 4, new long[n]);
              SharedTensor loaded = m.load(set, 0, columns);
              return m.join(List.of(m.product(q.of(s), set, 0), m.matmul(q.of(s), loaded)), 0);
            });
    int[] expected = new ScalarKernels().matmulTransposed(queries, rows, 2, columns, n);
    assertThat(Arrays.copyOf(result(run), 2 * n)).isEqualTo(expected);
    assertThat(Arrays.copyOfRange(result(run), 2 * n, 4 * n)).isEqualTo(expected);
    requireCost(run, 2, 2 * 12L * expected.length);
  }

  @Test
  void shufflesKeepRowsTogether() {
    int n = 40_000;
    int[] up = new int[n];
    Arrays.setAll(up, i -> i);
    int[] down = new int[n];
    Arrays.setAll(down, i -> -7 * i);
    ThreeSecret x = ThreeSecret.of(Shape.of(n), up, random);
    ThreeSecret y = ThreeSecret.of(Shape.of(n), down, random);
    ThreeRun<SharedTensor> run =
        run((s, m) -> m.concat(m.shuffle(List.of(x.of(s), y.of(s))), Shape.of(2, n)));
    int[] z = result(run);
    int[] order = Arrays.copyOf(z, n);
    for (int i = 0; i < n; i++) {
      assertThat(z[n + i]).isEqualTo(-7 * order[i]);
    }
    assertThat(order).isNotEqualTo(up);
    assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(up);
    requireCost(run, 3, 24L * 2 * n);
  }
}
