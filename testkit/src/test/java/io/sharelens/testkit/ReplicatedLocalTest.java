package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.Opening;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.kernel.ScalarKernels;
import io.sharelens.mpc.replicated.Products;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Operations of three parties that need no message, and openings of bits and of long vectors. */
class ReplicatedLocalTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4);

  private final Random random = new Random(3);
  private final int[] a = random.ints(24).toArray();
  private final int[] b = random.ints(24).toArray();
  private final ThreeSecret x = ThreeSecret.of(SHAPE, a, random);
  private final ThreeSecret y = ThreeSecret.of(SHAPE, b, random);

  private static int[] local(
      Shape shape, BiFunction<ThreeServer, Arithmetic, SharedTensor> operation) {
    ThreeRun<SharedTensor> run = new ThreeServers().run(s -> operation.apply(s, s.arithmetic()));
    assertThat(run.rounds()).isZero();
    assertThat(run.onlineBytes()).isZero();
    run.sides().forEach(s -> assertThat(s.result().shape()).isEqualTo(shape));
    return ThreeSecret.reconstruct(run.sides().stream().map(ThreeRun.Side::result).toList());
  }

  private int[] each(IntUnaryOperator f) {
    int[] z = new int[24];
    Arrays.setAll(z, f);
    return z;
  }

  @Test
  void sumsAndPublicFactors() {
    assertThat(local(SHAPE, (s, m) -> m.constant(SHAPE, a))).isEqualTo(a);
    assertThat(local(SHAPE, (s, m) -> m.add(x.of(s), y.of(s)))).isEqualTo(each(i -> a[i] + b[i]));
    assertThat(local(SHAPE, (s, m) -> m.subtract(x.of(s), y.of(s))))
        .isEqualTo(each(i -> a[i] - b[i]));
    assertThat(local(SHAPE, (s, m) -> m.addPublic(x.of(s), 7))).isEqualTo(each(i -> a[i] + 7));
    assertThat(local(SHAPE, (s, m) -> m.addPublic(x.of(s), b))).isEqualTo(each(i -> a[i] + b[i]));
    assertThat(local(SHAPE, (s, m) -> m.multiplyPublic(x.of(s), -3)))
        .isEqualTo(each(i -> a[i] * -3));
    assertThat(local(SHAPE, (s, m) -> m.multiplyPublic(x.of(s), b)))
        .isEqualTo(each(i -> a[i] * b[i]));
  }

  @Test
  void publicWeights() {
    ConvShape conv = new ConvShape(1, 2, 3, 4, 5, 3, 1, 1);
    int[] weights = random.ints(conv.weights().size()).toArray();
    int[] bias = random.ints(5).toArray();
    Shape image = conv.input();
    assertThat(
            local(
                conv.output(), (s, m) -> m.conv2d(m.reshape(x.of(s), image), weights, bias, conv)))
        .isEqualTo(new ScalarKernels().conv2d(conv, a, weights, bias));
    int[] matrix = random.ints(5 * 6).toArray();
    assertThat(
            local(
                Shape.of(4, 5),
                (s, m) -> m.matmulPublic(m.reshape(x.of(s), Shape.of(4, 6)), matrix, 5)))
        .isEqualTo(new ScalarKernels().matmulTransposed(a, matrix, 4, 6, 5));
  }

  @Test
  void elementsAreMoved() {
    assertThat(local(Shape.of(3), (s, m) -> m.gather(x.of(s), new int[] {5, -1, 5}, Shape.of(3))))
        .containsExactly(a[5], 0, a[5]);
    assertThat(local(Shape.of(2, 3, 2), (s, m) -> m.take(x.of(s), 2, -1, 3, 2)))
        .isEqualTo(Arrays.copyOf(rows(), 12));
    assertThat(local(Shape.of(48), (s, m) -> m.concat(List.of(x.of(s), y.of(s)), Shape.of(48))))
        .startsWith(a)
        .endsWith(b);
    assertThat(local(Shape.of(4, 3, 4), (s, m) -> m.join(List.of(x.of(s), y.of(s)), 0)))
        .startsWith(a)
        .endsWith(b);
    assertThat(local(Shape.of(2, 3), (s, m) -> m.sumLast(x.of(s))))
        .containsExactly(
            Arrays.stream(new int[] {0, 4, 8, 12, 16, 20})
                .map(i -> a[i] + a[i + 1] + a[i + 2] + a[i + 3])
                .toArray());
  }

  /** First and third of each four. */
  private int[] rows() {
    int[] z = new int[12];
    Arrays.setAll(z, i -> a[i / 2 * 4 + i % 2 * 2]);
    return z;
  }

  @Test
  void bits() {
    int n = 130;
    int[] p = random.ints(n, 0, 2).toArray();
    int[] q = random.ints(n, 0, 2).toArray();
    List<SharedBits> left = ThreeSecret.bits(p, random);
    List<SharedBits> right = ThreeSecret.bits(q, random);
    ThreeRun<List<SharedBits>> run =
        new ThreeServers()
            .run(
                s -> {
                  SharedBits l = left.get(s.number() - 1);
                  SharedBits r = right.get(s.number() - 1);
                  return List.of(
                      s.arithmetic().xor(l, r),
                      s.arithmetic().not(l),
                      new Products(s.replicated()).and(l, r));
                });
    for (int op = 0; op < 3; op++) {
      int which = op;
      int[] got =
          ThreeSecret.reconstructBits(
              run.sides().stream().map(s -> s.result().get(which)).toList());
      for (int i = 0; i < n; i++) {
        int expected = op == 0 ? p[i] ^ q[i] : op == 1 ? 1 - p[i] : p[i] & q[i];
        assertThat(got[i]).isEqualTo(expected);
      }
    }
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).as("three words of each party").isEqualTo(3 * 3 * 8);
    ThreeRun<long[]> opened =
        new ThreeServers()
            .run(s -> s.arithmetic().openBits(left.get(s.number() - 1), new Opening("test.bits")));
    for (ThreeRun.Side<long[]> side : opened.sides()) {
      for (int i = 0; i < n; i++) {
        assertThat(side.result()[i >> 6] >>> i & 1).isEqualTo(p[i]);
      }
      assertThat(side.openings()).containsEntry("test.bits", 130L);
    }
    assertThat(opened.rounds()).isEqualTo(1);
    assertThat(opened.onlineBytes()).isEqualTo(3 * 3 * 8);
  }

  @Test
  void aLongVectorIsOpenedInPieces() {
    int pieces = 40;
    int size = 100_000;
    ThreeSecret part = ThreeSecret.of(Shape.of(size), new int[size], random);
    ThreeRun<List<Integer>> run =
        new ThreeServers()
            .run(
                s -> {
                  List<Integer> seen = new ArrayList<>();
                  s.arithmetic()
                      .openStream(
                          pieces,
                          i -> s.arithmetic().addPublic(part.of(s), i),
                          (i, words) -> {
                            int value = i;
                            assertThat(Arrays.stream(words).allMatch(w -> w == value)).isTrue();
                            seen.add(i);
                          },
                          new Opening("test.stream"));
                  return seen;
                });
    for (ThreeRun.Side<List<Integer>> side : run.sides()) {
      assertThat(side.result()).hasSize(pieces).isSorted();
      assertThat(side.openings()).containsEntry("test.stream", (long) pieces * size);
    }
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(12L * pieces * size);
  }

  @Test
  void allPartiesHaveTheSamePublicChoices() {
    ThreeRun<int[]> run =
        new ThreeServers()
            .run(
                s -> {
                  int[] words = new int[10];
                  s.arithmetic().joint().ints(words);
                  return words;
                });
    assertThat(run.side(2).result()).isEqualTo(run.side(1).result());
    assertThat(run.side(3).result()).isEqualTo(run.side(1).result());
    assertThat(run.side(1).result()).isNotEqualTo(new int[10]);
  }
}
