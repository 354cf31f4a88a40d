package io.sharelens.plugins.adder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Pooling;
import io.sharelens.testkit.ThreeRun;
import io.sharelens.testkit.ThreeServer;
import io.sharelens.testkit.ThreeServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite does not ask for: odd sizes, every truncation, small rings, poolings in depth. */
class AdderCompareTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 64, 100, 16_384, 16_385, 40_001})
  void reluOfAnySize(int n) {
    int[] a = values(n, 30, n);

    int[] got = words(run((self, p) -> p.relu(share(self, a), 12)), 32);

    for (int i = 0; i < n; i++) {
      assertThat(got[i] - (Math.max(a[i], 0) >> 12)).as("of %d", a[i]).isBetween(0, 1);
    }
  }

  @Test
  void reluWithAnyTruncation() {
    int[] a = values(1000, 30, 3);
    for (int bits = 0; bits <= 30; bits++) {
      int f = bits;

      int[] got = words(run((self, p) -> p.relu(share(self, a), f)), 32);

      for (int i = 0; i < a.length; i++) {
        int excess = got[i] - (Math.max(a[i], 0) >> f);
        assertThat(excess).as("%d >> %d", a[i], f).isBetween(0, f == 0 || a[i] < 0 ? 0 : 1);
      }
    }
  }

  @Test
  void signsInAnyRing() {
    for (int bits = 2; bits <= 32; bits++) {
      int k = bits;
      int[] a = values(777, 31, bits);
      for (int i = 0; i < a.length; i++) {
        a[i] = a[i] << 32 - bits >> 32 - bits;
      }

      long[] signs = bits(run((self, p) -> p.negative(share(self, a), k)));

      for (int i = 0; i < a.length; i++) {
        assertThat(signs[i >>> 6] >>> i & 1).as("%d of %d bits", a[i], bits).isEqualTo(a[i] >>> 31);
      }
    }
  }

  @Test
  void poolingIsOffByOneUnitWhateverItsDepth() {
    int n = 500;
    int[][] in = new int[5][];
    for (int i = 0; i < in.length; i++) {
      in[i] = values(n, 29, i);
    }

    int[] got =
        words(
            run(
                (self, p) -> {
                  Pooling pooling = p.pooling(11);
                  SharedTensor max = pooling.enter(share(self, in[0]));
                  for (int i = 1; i < in.length; i++) {
                    max = pooling.max(max, pooling.enter(share(self, in[i])));
                  }
                  return pooling.relu(max);
                }),
            32);

    for (int i = 0; i < n; i++) {
      int max = 0;
      for (int[] values : in) {
        max = Math.max(max, values[i]);
      }
      assertThat(got[i] - (max >> 11)).isBetween(0, 1);
    }
  }

  @Test
  void partyThreeReceivesNothing() {
    int[] a = values(4096, 30, 9);

    ThreeRun<Object> run =
        new ThreeServers().recording().run(s -> compare(s).relu(share(s.number(), a), 12));

    assertThat(run.side(3).received()).isEmpty();
    assertThat(run.side(1).received()).allMatch(m -> m.from() == 2);
    assertThat(run.side(2).received()).hasSize(8).filteredOn(m -> m.from() == 3).hasSize(4);
    assertThat(run.rounds()).isEqualTo(run.longestChain()).isEqualTo(5);
  }

  @Test
  void refusesOtherShapesAndTruncations() {
    assertThatThrownBy(
            () -> run((self, p) -> p.max(share(self, new int[3]), share(self, new int[4]))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("no maximum of");
    assertThatThrownBy(() -> run((self, p) -> p.relu(share(self, new int[3]), 31)))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("cannot truncate 31 bits");
  }

  private interface Work {
    Object run(int self, ComparisonProtocol protocol);
  }

  private static ComparisonProtocol compare(ThreeServer server) {
    return new AdderFactory().create(new PluginConfig("cmp-adder", Map.of()), server);
  }

  private static List<Object> run(Work work) {
    return new ThreeServers()
        .run(s -> work.run(s.number(), compare(s))).sides().stream()
            .map(ThreeRun.Side::result)
            .toList();
  }

  /** Shares whose first parts all parties derive alike. */
  private static ReplicatedTensor share(int self, int[] secret) {
    int[][] parts = new int[3][secret.length];
    Prg prg = new Prg(Seed.of(new byte[Seed.BYTES]), secret.length);
    prg.ints(parts[0]);
    prg.ints(parts[1]);
    for (int i = 0; i < secret.length; i++) {
      parts[2][i] = secret[i] - parts[0][i] - parts[1][i];
    }
    return new ReplicatedTensor(Shape.of(secret.length), parts[self - 1], parts[self % 3]);
  }

  /** The secret of a replicated share in a ring of {@code ring} bits, whose parts must agree. */
  private static int[] words(List<Object> results, int ring) {
    List<ReplicatedTensor> shares = results.stream().map(r -> (ReplicatedTensor) r).toList();
    int[] sum = new int[shares.getFirst().shape().size()];
    for (int p = 0; p < 3; p++) {
      int[] own = shares.get(p).own();
      assertThat(shares.get((p + 2) % 3).next()).isEqualTo(own);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += own[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] << 32 - ring >> 32 - ring;
    }
    return sum;
  }

  private static long[] bits(List<Object> results) {
    List<ReplicatedBits> shares = results.stream().map(r -> (ReplicatedBits) r).toList();
    long[] sum = new long[shares.getFirst().own().length];
    for (int p = 0; p < 3; p++) {
      long[] own = shares.get(p).own();
      assertThat(shares.get((p + 2) % 3).next()).isEqualTo(own);
      for (int i = 0; i < sum.length; i++) {
        sum[i] ^= own[i];
      }
    }
    return sum;
  }

  /** Edges, then numbers of all sizes; |v| &lt; 2^bound. */
  private static int[] values(int n, int bound, int seed) {
    int high = (int) ((1L << bound) - 1);
    int[] edges = {
      0, 1, -1, 2, -2, 2047, 2048, -2048, -2049, 4095, 4096, -4096, -4097, high, -high
    };
    int[] words = new int[2 * n];
    new Prg(Seed.of(new byte[Seed.BYTES]), 1000 + seed).ints(words);
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          i < edges.length ? edges[i] : words[2 * i] >> 32 - bound - 1 + (words[2 * i + 1] & 15);
    }
    return values;
  }
}
