package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.kernel.ConvShape;
import io.sharelens.mpc.replicated.Products;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What a party of three sees of an operation says nothing about the secrets. */
class ReplicatedViewTest {
  private static final int N = 512;
  private static final Shape SHAPE = Shape.of(N);

  private static ThreeSecret secret(int value, int seed) {
    return secret(SHAPE, value, seed);
  }

  private static ThreeSecret secret(Shape shape, int value, int seed) {
    int[] values = new int[shape.size()];
    Arrays.fill(values, value);
    return ThreeSecret.of(shape, values, new Random(seed));
  }

  private static void requireUniform(
      String what, BiFunction<ThreeServer, Arithmetic, SharedTensor> operation) {
    new ThreeViews(what)
        .requireUniform(s -> () -> new Operation.Output(null, operation.apply(s, s.arithmetic())));
  }

  @Test
  void products() {
    for (int value : new int[] {0, -1, 1 << 20}) {
      ThreeSecret x = secret(value, 1);
      ThreeSecret y = secret(3 * value, 2);
      requireUniform("multiply", (s, m) -> m.multiply(x.of(s), y.of(s)));
      ThreeSecret a = secret(Shape.of(16, 8), value, 3);
      ThreeSecret b = secret(Shape.of(32, 8), value, 4);
      requireUniform("matmul", (s, m) -> m.matmul(a.of(s), b.of(s)));
      ConvShape conv = new ConvShape(1, 2, 8, 8, 8, 3, 1, 1);
      ThreeSecret image = secret(conv.input(), value, 5);
      ThreeSecret weights = secret(Shape.of(8, 18), value, 6);
      requireUniform(
          "conv2d", (s, m) -> m.conv2d(image.of(s), m.fix(weights.of(s), new long[8]), conv));
    }
  }

  /**
   * The low bits of the new part 2 are a function of the old one, which the same two parties hold:
   * on the same parts twice, the messages are uniform; on fresh parts, the new parts are as well.
   */
  @Test
  void truncations() {
    int[] ones = new int[N];
    Arrays.fill(ones, 1);
    for (int value : new int[] {0, -1, (1 << 30) - 1, -(1 << 29)}) {
      ThreeSecret x = secret(value, 1);
      for (int bits : new int[] {1, 12, 20}) {
        new ThreeViews("truncate by " + bits)
            .requireUniformMessages(
                s -> () -> new Operation.Output(null, s.arithmetic().truncate(x.of(s), bits)));
        requireUniform(
            "truncate a product by " + bits,
            (s, m) -> m.truncate(m.multiply(x.of(s), m.constant(SHAPE, ones)), bits));
      }
    }
  }

  @Test
  void selections() {
    for (int bit : new int[] {0, 1}) {
      int[] bits = new int[N];
      Arrays.fill(bits, bit);
      List<SharedBits> b = ThreeSecret.bits(bits, new Random(4));
      ThreeSecret x = secret(7, 1);
      ThreeSecret y = secret(-1, 2);
      requireUniform("select", (s, m) -> m.select(b.get(s.number() - 1), x.of(s), y.of(s)));
      requireUniform("toArithmetic", (s, m) -> m.toArithmetic(b.get(s.number() - 1)));
      new ThreeViews("and")
          .requireUniform(
              s -> {
                SharedBits mine = b.get(s.number() - 1);
                return () ->
                    new Operation.Output(new Products(s.replicated()).and(mine, mine), null);
              });
    }
  }

  @Test
  void shufflesAndImports() {
    ThreeSecret x = secret(5, 1);
    requireUniform("shuffle", (s, m) -> m.shuffle(List.of(x.of(s))).getFirst());
    Secret additive = Secret.of(SHAPE, new int[N], new Random(3));
    requireUniform(
        "importAdditive",
        (s, m) ->
            m.importAdditive(
                SHAPE,
                s.number() == 1
                    ? additive.first()
                    : s.number() == 2 ? additive.second() : new int[0]));
  }

  /** The check finds what it is there for. */
  @Test
  void aProductWithoutAShareOfZeroIsFound() {
    ThreeSecret x = secret(0, 1);
    assertThatThrownBy(
            () ->
                requireUniform(
                    "unmasked",
                    (s, m) -> {
                      ReplicatedTensor t = ReplicatedTensor.of(x.of(s));
                      int[] z = new int[N];
                      for (int i = 0; i < N; i++) {
                        z[i] = t.own()[i] * (t.own()[i] + t.next()[i]) + t.next()[i] * t.own()[i];
                      }
                      return new ReplicatedTensor(SHAPE, z, s.replicated().circle().pass(z));
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("chi-square");
  }

  /** All 24 orders of four elements come out, equally often. */
  @Test
  void aShuffleIsUniform() {
    int[] up = {0, 1, 2, 3};
    ThreeSecret x = ThreeSecret.of(Shape.of(4), up, new Random(1));
    int rounds = 2_000;
    ThreeRun<List<SharedTensor>> run =
        new ThreeServers()
            .random(RandomSource.seeded(8))
            .run(
                s -> {
                  List<SharedTensor> all = new ArrayList<>();
                  for (int i = 0; i < rounds; i++) {
                    all.addAll(s.arithmetic().shuffle(List.of(x.of(s))));
                  }
                  return all;
                });
    long[] counts = new long[256];
    for (int i = 0; i < rounds; i++) {
      int at = i;
      int[] order =
          ThreeSecret.reconstruct(run.sides().stream().map(p -> p.result().get(at)).toList());
      counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    long[] orders = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(orders).hasSize(24);
    Statistics.requireUniform("orders", orders);
  }
}
