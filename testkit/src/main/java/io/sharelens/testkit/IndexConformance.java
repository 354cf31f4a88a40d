package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every index over shared features must do. A subclass says how its plugin is made, and which
 * distance it stands for.
 */
public abstract class IndexConformance {
  private static final int DIMENSION = 512;
  private static final int STORED = 150;
  private static final int QUERIES = 10;
  private static final int TOP = 10;

  /** The plugin under test. */
  protected abstract FeatureIndexFactory index();

  /** Its options. */
  protected abstract PluginConfig config();

  /** The comparison that it is given. */
  protected abstract ComparisonFactory comparison();

  /** Who computes. */
  protected abstract Parties parties();

  /** The plaintext distance whose order the scores must have, of features as real numbers. */
  protected abstract double distance(double[] query, double[] stored);

  /** Features of 512 numbers that are rather small words. */
  protected FeatureSpec spec() {
    return new FeatureSpec(DIMENSION, 6, 1 << 13, (1 << 15) - 1);
  }

  /** What it chooses parts of its structure with; an index without one needs none. */
  protected Ranking ranking(PartyContext context) {
    return (candidates, k) -> {
      throw new AssertionError("an index without a structure ranks nothing");
    };
  }

  /** Labels of what it opens where no structure was built. */
  protected List<String> openingsWithoutStructure() {
    return index().traits(config()).openings();
  }

  private FeatureIndex create(PartyContext context, FeatureSpec spec) {
    return index()
        .create(
            config(),
            spec,
            context,
            comparison().create(PluginConfig.empty(comparison().name()), context),
            ranking(context));
  }

  /** Rows of the index at one party, and how to ask for scores. */
  private final class Store {
    private final PartyContext context;
    private final FeatureIndex index;
    private final FeatureSpec spec;

    Store(PartyContext context, FeatureSpec spec) {
      this.context = context;
      this.spec = spec;
      this.index = create(context, spec);
    }

    ByteBuffer insert(int[][] features, long[] keys) {
      ByteBuffer rows = ByteBuffer.allocate(features.length * index.rowBytes());
      Shape shape = Shape.of(features.length, spec.dimension());
      index.insert(Parties.secret(context, shape, flat(features)), keys, rows);
      assertThat(rows.remaining()).as("bytes left of n * rowBytes").isZero();
      return rows.flip();
    }

    int[] scores(int[] query, ByteBuffer rows, long[] keys) {
      return batch(new int[][] {query}, rows, keys).getFirst();
    }

    List<int[]> batch(int[][] queries, ByteBuffer rows, long[] keys) {
      Shape shape = Shape.of(queries.length, spec.dimension());
      RowSet set = RowSet.of(rows, index.rowBytes(), keys);
      List<int[]> all = new ArrayList<>();
      for (Candidates c :
          index.candidates(Parties.secret(context, shape, flat(queries)), set, null, 1)) {
        all.add(scores(c, keys));
      }
      return all;
    }

    private int[] scores(Candidates c, long[] keys) {
      assertThat(c.bound()).isBetween(1, (1 << 29) - 1);
      assertThat(c.scores().shape()).isEqualTo(Shape.of(c.positions().length));
      int[] scores = new int[keys.length];
      Arrays.fill(scores, Integer.MAX_VALUE);
      int[] revealed = Parties.reveal(context, c.scores());
      for (int i = 0; i < revealed.length; i++) {
        assertThat(revealed[i]).as("score").isBetween(-c.bound(), c.bound());
        scores[c.positions()[i]] = revealed[i];
      }
      return scores;
    }
  }

  @Test
  void scoresOrderRealisticFeaturesLikeThePlaintextDistance() {
    int[][] features = realistic(STORED + QUERIES, new Random(20), spec());
    int[][] stored = Arrays.copyOf(features, STORED);
    int[][] queries = Arrays.copyOfRange(features, STORED, features.length);
    List<int[]> scores =
        parties()
            .run(
                context -> {
                  Store store = new Store(context, spec());
                  ByteBuffer rows = store.insert(stored, keys(0, STORED));
                  List<int[]> all = new ArrayList<>();
                  for (int[] q : queries) {
                    all.add(store.scores(q, rows.duplicate(), keys(0, STORED)));
                  }
                  return all;
                })
            .result();
    double agreement = 0;
    for (int q = 0; q < QUERIES; q++) {
      double[] query = real(queries[q]);
      double[] distances =
          Arrays.stream(stored).mapToDouble(s -> distance(query, real(s))).toArray();
      double[] secure = Arrays.stream(scores.get(q)).asDoubleStream().toArray();
      Set<Integer> expected = Set.copyOf(nearest(distances));
      agreement += nearest(secure).stream().filter(expected::contains).count();
    }
    assertThat(agreement / (QUERIES * TOP)).as("agreement of the top 10").isGreaterThan(0.989);
  }

  @Test
  void rowsCanBeStoredInPartsAndSearchedInAnySelection() {
    FeatureSpec spec = small();
    int[][] features = realistic(6, new Random(3), spec);
    int[] query = realistic(1, new Random(4), spec)[0];
    List<int[]> scores =
        parties()
            .run(
                context -> {
                  Store store = new Store(context, spec);
                  ByteBuffer first = store.insert(Arrays.copyOf(features, 4), keys(10, 4));
                  ByteBuffer second = store.insert(Arrays.copyOfRange(features, 4, 6), keys(20, 2));
                  ByteBuffer all = join(first, second);
                  int size = all.remaining() / 6;
                  ByteBuffer some =
                      join(
                          all.slice(5 * size, size), all.slice(0, size), all.slice(2 * size, size));
                  return List.of(
                      store.scores(query, all, new long[] {10, 11, 12, 13, 20, 21}),
                      store.scores(query, some, new long[] {21, 10, 12}),
                      store.scores(query, ByteBuffer.allocate(0), new long[0]));
                })
            .result();
    int[] all = scores.get(0);
    // Truncations round at random, so scores of one row differ by a few units.
    double slack = 1e-3 * Arrays.stream(all).map(Math::abs).max().orElseThrow() + 64;
    assertThat(Math.abs((double) scores.get(1)[0] - all[5])).isLessThan(slack);
    assertThat(Math.abs((double) scores.get(1)[1] - all[0])).isLessThan(slack);
    assertThat(Math.abs((double) scores.get(1)[2] - all[2])).isLessThan(slack);
    assertThat(scores.get(2)).isEmpty();
  }

  @Test
  void queriesOfOneCallGetTheScoresOfSingleOnes() {
    FeatureSpec spec = small();
    int[][] features = realistic(9, new Random(7), spec);
    int[][] queries = Arrays.copyOfRange(features, 6, 9);
    List<List<int[]>> scores =
        parties()
            .run(
                context -> {
                  Store store = new Store(context, spec);
                  ByteBuffer rows = store.insert(Arrays.copyOf(features, 6), keys(3, 6));
                  List<int[]> single = new ArrayList<>();
                  for (int[] q : queries) {
                    single.add(store.scores(q, rows.duplicate(), keys(3, 6)));
                  }
                  return List.of(single, store.batch(queries, rows, keys(3, 6)));
                })
            .result();
    for (int q = 0; q < queries.length; q++) {
      int[] one = scores.get(0).get(q);
      int[] batch = scores.get(1).get(q);
      double slack = 1e-3 * Arrays.stream(one).map(Math::abs).max().orElseThrow() + 64;
      for (int i = 0; i < one.length; i++) {
        assertThat(Math.abs((double) one[i] - batch[i])).isLessThan(slack);
      }
    }
  }

  @Test
  void extremeFeaturesKeepTheBoundAndZeroRanksLast() {
    FeatureSpec spec = spec();
    int n = spec.dimension();
    int[][] features = new int[7][n];
    features[0][0] = spec.bound();
    features[1][n - 1] = (int) Math.max(1, spec.normBound() >> 9);
    Arrays.fill(features[2], (int) Math.max(1, spec.normBound() >> 12));
    int flat = (int) Math.min(spec.bound(), spec.normBound() / Math.sqrt(n));
    Arrays.fill(features[3], flat);
    features[4][0] = spec.bound() / 2;
    features[4][1] = 1;
    Arrays.fill(features[5], 0, 4, (int) Math.min(spec.bound(), spec.normBound() / 2));
    // features[6] is zero
    List<int[]> scores =
        parties()
            .run(
                context -> {
                  Store store = new Store(context, spec);
                  ByteBuffer rows = store.insert(features, keys(0, features.length));
                  List<int[]> all = new ArrayList<>();
                  for (int[] f : features) {
                    all.add(store.scores(f, rows.duplicate(), keys(0, features.length)));
                  }
                  return all;
                })
            .result();
    for (int q = 0; q < 6; q++) {
      int[] s = scores.get(q);
      assertThat(s[q]).as("feature %d is nearest to itself", q).isLessThan(s[6]);
      for (int i = 0; i < 6; i++) {
        double own = distance(real(features[q]), real(features[q]));
        double other = distance(real(features[q]), real(features[i]));
        if (other - own > 0.01) {
          assertThat(s[q]).as("query %d against %d", q, i).isLessThan(s[i]);
        }
        assertThat(s[i]).as("zero ranks last").isLessThanOrEqualTo(s[6] + 16);
      }
    }
  }

  @Test
  void opensWhatItsTraitsSay() {
    FeatureSpec spec = small();
    int[][] features = realistic(4, new Random(5), spec);
    Set<String> labels =
        parties()
            .run(
                context -> {
                  Store store = new Store(context, spec);
                  return store.scores(features[3], store.insert(features, keys(0, 4)), keys(0, 4));
                })
            .openings()
            .keySet();
    assertThat(labels).containsExactlyInAnyOrderElementsOf(openingsWithoutStructure());
  }

  @Test
  void aRowKeyServesOnce() {
    boolean masks = parties().run(context -> context.arithmetic().masksRows()).result();
    assumeTrue(masks, "without masks a key names nothing that could be used twice");
    FeatureSpec spec = small();
    int[][] feature = realistic(1, new Random(6), spec);
    assertThatThrownBy(
            () ->
                parties()
                    .run(
                        context -> {
                          Store store = new Store(context, spec);
                          store.insert(feature, keys(5, 1));
                          return store.insert(feature, keys(5, 1));
                        }))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("used before");
  }

  @Test
  void refusesRowsOfAnotherLengthAndUnknownOptions() {
    FeatureSpec spec = small();
    int[] query = new int[spec.dimension()];
    assertThatThrownBy(
            () ->
                parties()
                    .run(
                        context -> {
                          Store store = new Store(context, spec);
                          ByteBuffer rows = store.insert(new int[][] {query}, keys(0, 1));
                          return store.scores(query, rows.limit(rows.limit() - 4), keys(0, 1));
                        }))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("expected");
    PluginConfig unknown = new PluginConfig(index().name(), Map.of("colour", "red"));
    assertThatThrownBy(() -> index().traits(unknown))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("colour");
  }

  private FeatureSpec small() {
    FeatureSpec s = spec();
    return new FeatureSpec(16, s.fractionBits(), s.bound(), s.normBound());
  }

  /**
   * Features like those behind a ReLU: not negative, a part zero, log-normal else, in loose
   * clusters.
   */
  public static int[][] realistic(int n, Random random, FeatureSpec spec) {
    int d = spec.dimension();
    double[][] centres = new double[8][d];
    for (double[] c : centres) {
      for (int i = 0; i < d; i++) {
        c[i] = random.nextGaussian();
      }
    }
    int[][] features = new int[n][d];
    double unit = spec.normBound() / (6.0 * Math.sqrt(d));
    for (int[] f : features) {
      double[] c = centres[random.nextInt(centres.length)];
      double size = Math.exp(0.3 * random.nextGaussian());
      for (int i = 0; i < d; i++) {
        double x = 0.8 * c[i] + 0.6 * random.nextGaussian();
        f[i] = x < -0.2 ? 0 : (int) Math.min(spec.bound(), unit * size * Math.exp(0.8 * x));
      }
    }
    return features;
  }

  private static List<Integer> nearest(double[] distances) {
    Integer[] order = new Integer[distances.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(distances[i], distances[j]));
    return List.of(order).subList(0, TOP);
  }

  private static double[] real(int[] feature) {
    return Arrays.stream(feature).asDoubleStream().toArray();
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static long[] keys(long from, int n) {
    long[] keys = new long[n];
    Arrays.setAll(keys, i -> from + i);
    return keys;
  }

  private static ByteBuffer join(ByteBuffer... parts) {
    int bytes = Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer all = ByteBuffer.allocate(bytes);
    for (ByteBuffer p : parts) {
      all.put(p.duplicate());
    }
    return all.flip();
  }
}
