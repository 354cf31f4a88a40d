package io.sharelens.plugins.indexhierarchical;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.plugins.oblivioustopk.ObliviousTopKFactory;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.IndexStructure;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.testkit.MemoryMaskRows;
import io.sharelens.testkit.Run;
import io.sharelens.testkit.Secret;
import io.sharelens.testkit.Server;
import io.sharelens.testkit.TwoServers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Metered rounds and bytes, both servers together, against figures worked out by hand. */
class TreeCostTest {
  private static final int D = 32;
  private static final int N = 40;
  private static final int FANOUT = 2;
  private static final FeatureSpec SPEC = new FeatureSpec(D, 6, 1 << 10, 1 << 12);
  private final ThreeMulFactory comparison = new ThreeMulFactory();
  private final TwoServers servers =
      new TwoServers(comparison.correlations()).rows(new MemoryMaskRows());

  private record Stored(ByteBuffer rows, byte[] document, ByteBuffer nodes) {}

  private FeatureIndex index(Server s, int fanout) {
    var compare = comparison.create(PluginConfig.empty("cmp-threemul"), s);
    Map<String, String> options =
        Map.of("fanout", String.valueOf(fanout), "iterations", "1", "beam", "1");
    return new HierarchicalIndexFactory()
        .create(
            new PluginConfig(HierarchicalIndexFactory.NAME, options), SPEC, s, compare, ranking(s));
  }

  private Ranking ranking(Server s) {
    return new ObliviousTopKFactory()
        .create(
            PluginConfig.empty("oblivious-topk"),
            s,
            comparison.create(PluginConfig.empty("cmp-threemul"), s));
  }

  private static long[] keys(long from, int n) {
    return LongStream.range(from, from + n).toArray();
  }

  private Run<ByteBuffer> insert() {
    Secret features =
        Secret.of(Shape.of(N, D), new Random(1).ints(N * D, 0, 200).toArray(), new Random(2));
    return servers.run(
        s -> {
          FeatureIndex index = index(s, FANOUT);
          ByteBuffer rows = ByteBuffer.allocate(N * index.rowBytes());
          index.insert(features.of(s), keys(0, N), rows);
          return rows.flip();
        });
  }

  private Run<Stored> build(int fanout) {
    Run<ByteBuffer> rows = insert();
    return servers.run(
        s -> {
          FeatureIndex index = index(s, fanout);
          ByteBuffer own = (s.number() == 1 ? rows.one() : rows.two()).result();
          ByteBuffer nodes = ByteBuffer.allocate(fanout * index.rowBytes());
          RowSet set = RowSet.of(own, index.rowBytes(), keys(0, N));
          byte[] document = index.build(set, keys(1000, fanout), nodes);
          return new Stored(own, document, nodes.flip());
        });
  }

  private Run<?> compared(int n) {
    return servers.run(
        s -> {
          var words = Secret.of(Shape.of(n), new int[n], new Random(5)).of(s);
          return comparison.create(PluginConfig.empty("cmp-threemul"), s).negative(words);
        });
  }

  /**
   * One iteration and the pass over all: twice the centroids cut and opened masked (16 c D), one
   * comparison a row, n bits to the ring in words of 64, two products (32 n), and the opening (8
   * n); twice new centroids: sums cut (8 c D), and normalised as at intake, 64 c D + 248 c less the
   * row, with 15 comparisons each; then c rows of D. With two centroids there is one level.
   */
  @Test
  void build() {
    Run<?> bracket = compared(15 * FANOUT);
    Run<?> pass = compared(N);
    Run<Stored> run = build(FANOUT);
    int c = TreeDocument.read(run.one().result().document()).nodes();
    assertThat(c).isEqualTo(FANOUT);
    long normalise = 16L * (3 * c * D + 10 * c) + 8L * (c * D + 11 * c) + 2 * 8;
    assertThat(run.rounds())
        .isEqualTo(2 * (5 + pass.rounds()) + 2 * (1 + 26 + bracket.rounds()) + 1);
    assertThat(run.onlineBytes())
        .isEqualTo(
            2 * (16L * c * D + pass.onlineBytes() + 2 * 8 + 32L * N + 8L * N)
                + 2 * (8L * c * D + normalise + bracket.onlineBytes())
                + 8L * c * D);
  }

  /** Two masked queries, and what the ranking takes for one of the nodes. */
  @Test
  void search() {
    int fanout = 6;
    Run<Stored> stored = build(fanout);
    int nodes = TreeDocument.read(stored.one().result().document()).nodes();
    assertThat(nodes).isEqualTo(fanout);
    Run<?> ranked =
        servers.run(
            s -> {
              var scores = Secret.of(Shape.of(nodes), keyed(nodes), new Random(5)).of(s);
              return ranking(s).top(new Candidates(scores, keyed(nodes), (1 << 28) + 1), 1);
            });
    Secret query =
        Secret.of(Shape.of(1, D), new Random(3).ints(D, 0, 200).toArray(), new Random(4));
    Run<Candidates> run =
        servers.run(
            s -> {
              Stored own = (s.number() == 1 ? stored.one() : stored.two()).result();
              FeatureIndex index = index(s, fanout);
              RowSet rows = RowSet.of(own.rows(), index.rowBytes(), keys(0, N));
              RowSet centroids = RowSet.of(own.nodes(), index.rowBytes(), keys(1000, nodes));
              IndexStructure structure = new IndexStructure(own.document(), centroids);
              return index.candidates(query.of(s), rows, structure, 1).getFirst();
            });
    Candidates found = run.one().result();
    assertThat(found.distances()).isEqualTo(nodes + found.positions().length);
    assertThat(found.distances()).isLessThan(N);
    assertThat(run.rounds() - ranked.rounds()).isEqualTo(2);
    assertThat(run.onlineBytes() - ranked.onlineBytes()).isEqualTo(2 * 8L * D);
  }

  private static int[] keyed(int n) {
    int[] words = new int[n];
    Arrays.setAll(words, i -> i);
    return words;
  }
}
