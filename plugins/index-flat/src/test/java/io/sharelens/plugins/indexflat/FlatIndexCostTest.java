package io.sharelens.plugins.indexflat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.MemoryMaskRows;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.Server;
import io.sharelens.testkit.TwoServers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metered rounds and bytes, both servers together, against figures worked out by hand. */
class FlatIndexCostTest {
  private static final int D = 32;
  private static final FeatureSpec SPEC = new FeatureSpec(D, 6, 1 << 10, 1 << 12);
  private final ThreeMulFactory comparison = new ThreeMulFactory();
  private final TwoServers servers =
      new TwoServers(comparison.correlations()).rows(new MemoryMaskRows());

  private FeatureIndex index(Server s, String normalisation) {
    PluginConfig config = new PluginConfig("index-flat", Map.of("normalisation", normalisation));
    return new FlatIndexFactory()
        .create(
            config,
            SPEC,
            s,
            comparison.create(PluginConfig.empty("cmp-threemul"), s),
            (candidates, k) -> new int[0]);
  }

  private Run<ByteBuffer> insert(int n, String normalisation) {
    int[] words = new Random(1).ints(n * D, 0, 200).toArray();
    Secret features = Secret.of(Shape.of(n, D), words, new Random(2));
    return servers.run(
        s -> {
          FeatureIndex index = index(s, normalisation);
          ByteBuffer rows = ByteBuffer.allocate(n * index.rowBytes());
          index.insert(features.of(s), keys(n), rows);
          return rows.flip();
        });
  }

  private Run<FeatureIndex.Candidates> query(int n, String normalisation) {
    Run<ByteBuffer> stored = insert(n, normalisation);
    int[] words = new Random(3).ints(D, 0, 200).toArray();
    Secret query = Secret.of(Shape.of(1, D), words, new Random(4));
    return servers.run(
        s -> {
          ByteBuffer rows = (s.number() == 1 ? stored.one() : stored.two()).result();
          FeatureIndex index = index(s, normalisation);
          RowSet set = RowSet.of(rows, index.rowBytes(), keys(n));
          return index.candidates(query.of(s), set, null, 1).getFirst();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void l2QueryOpensOnlyTheMaskedQuery(int n) {
    Run<?> run = query(n, "l2");
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(8L * D);
  }

  /** Sum 8; two truncations of D words; a product with 2 vectors of 2 D; two truncations of n. */
  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void sumQuery(int n) {
    Run<?> run = query(n, "sum");
    assertThat(run.rounds()).isEqualTo(6);
    assertThat(run.onlineBytes()).isEqualTo(8L + 2 * 8 * D + 8L * 4 * D + 2 * 8L * n);
  }

  /**
   * Sums 8 n; three truncations of n D; two products of n D at 16 bytes; two truncations of n; rows
   * of 2 D.
   */
  @Test
  void sumIntake() {
    int n = 9;
    Run<?> run = insert(n, "sum");
    assertThat(run.rounds()).isEqualTo(9);
    assertThat(run.onlineBytes())
        .isEqualTo(8L * n + 3 * 8 * n * D + 2 * 16 * n * D + 2 * 8 * n + 8 * n * 2 * D);
  }

  /**
   * Besides one batch of 15 comparisons a row, which is the comparison's to declare: products of 3
   * n D + 10 n words at 16 bytes, truncations of n D + 11 n, 15 n bits to the ring in words of 64,
   * and rows of D.
   */
  @Test
  void l2Intake() {
    int n = 9;
    Run<?> compared =
        servers.run(
            s -> {
              var words = Secret.of(Shape.of(15 * n), new int[15 * n], new Random(5)).of(s);
              return comparison.create(PluginConfig.empty("cmp-threemul"), s).negative(words);
            });
    Run<?> run = insert(n, "l2");
    assertThat(run.rounds() - compared.rounds()).isEqualTo(27);
    assertThat(run.onlineBytes() - compared.onlineBytes())
        .isEqualTo(16L * (3 * n * D + 10 * n) + 8L * (n * D + 11 * n) + 2 * 8 * 3 + 8L * n * D);
  }

  private static long[] keys(int n) {
    long[] keys = new long[n];
    Arrays.setAll(keys, i -> i);
    return keys;
  }
}
