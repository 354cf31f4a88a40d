package io.sharelens.plugins.indexhierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.vector.UnitRows;
import io.sharelens.testkit.ClearParties;
import io.sharelens.testkit.ClearParty;
import io.sharelens.testkit.ClearRules;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assignments and centroids against double precision; the fake checks the ranges. */
class ClusteringPartsTest {
  private static final int D = 4;

  /** Two of the centroids are equal. */
  private static final int[] SEEDS = {0, 1, 2, 3, 4, 5, 1};

  /** Features of a plan with small norms have 16 fraction bits, of one with large norms 14. */
  private static FeatureSpec spec(long norm) {
    return new FeatureSpec(D, 6, (int) norm, norm);
  }

  private static RowSet stored(ClearParty party, UnitRows units, int[] words) {
    int n = words.length / D;
    long[] keys = LongStream.range(0, n).toArray();
    ByteBuffer rows = ByteBuffer.allocate(n * units.rowBytes());
    units.insert(party.input(Shape.of(n, D), words), keys, rows);
    return RowSet.of(rows.flip(), units.rowBytes(), keys);
  }

  private static int[] features(int n, int size, Random random) {
    return random.ints(n * D, 0, size).toArray();
  }

  private static int[] row(int[] words, int i) {
    return Arrays.copyOfRange(words, i * D, (i + 1) * D);
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 12, 1 << 15})
  void everyRowGoesToItsNearestCentroid(long norm) {
    int n = 300;
    int c = SEEDS.length;
    int[] words = features(n, (int) norm / 2, new Random(1));
    int[] nearest =
        ClearParties.run(
                ClearRules.rounding(2),
                party -> {
                  UnitRows units = new UnitRows(spec(norm), party.arithmetic(), party.comparison());
                  RowSet rows = stored(party, units, words);
                  SharedTensor centres = units.read(rows.pick(SEEDS));
                  return new NearestCentroid(party.arithmetic(), party.comparison(), units)
                      .of(rows, centres);
                })
            .getFirst();
    for (int i = 0; i < n; i++) {
      int[] own = row(words, i);
      double[] distances = new double[c];
      for (int j = 0; j < c; j++) {
        distances[j] = Plain.distance(own, row(words, SEEDS[j]));
      }
      double best = Arrays.stream(distances).min().orElseThrow();
      assertThat(distances[nearest[i]]).isEqualTo(best, within(2e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 12, 1 << 15})
  void centroidsAreNormalisedSumsOfManyAndOfOne(long norm) {
    int many = 8300;
    int n = many + 4;
    int[] words = features(n, (int) norm / 2, new Random(3));
    int[] clusterOf = new int[n];
    clusterOf[many] = 1;
    Arrays.fill(clusterOf, many + 1, n, 3);
    double[][] units =
        ClearParties.run(
                ClearRules.rounding(4),
                party -> {
                  UnitRows rows = new UnitRows(spec(norm), party.arithmetic(), party.comparison());
                  RowSet set = stored(party, rows, words);
                  SharedTensor old = rows.read(set.pick(new int[] {0, 0, 9, 0}));
                  SharedTensor fresh =
                      new Centroids(party.arithmetic(), rows, D).of(set, clusterOf, old);
                  return real(party.reveal(fresh), rows.scale().unitFraction());
                })
            .getFirst();
    // Of a very large cluster the first 2^13 members count.
    assertClose(units[0], mean(words, 0, 1 << 13));
    assertClose(units[1], mean(words, many, many + 1));
    assertClose(units[2], mean(words, 9, 10));
    assertClose(units[3], mean(words, many + 1, n));
  }

  @Test
  void oneCentroidNeedsNoComparison() {
    int[] nearest =
        ClearParties.run(
                ClearRules.rounding(5),
                party -> {
                  UnitRows units =
                      new UnitRows(spec(1 << 12), party.arithmetic(), party.comparison());
                  RowSet rows = stored(party, units, features(3, 100, new Random(6)));
                  int[] found =
                      new NearestCentroid(party.arithmetic(), party.comparison(), units)
                          .of(rows, units.read(rows.pick(new int[] {2})));
                  assertThat(party.ledger().counts()).isEmpty();
                  return found;
                })
            .getFirst();
    assertThat(nearest).containsExactly(0, 0, 0);
  }

  private static double[][] real(int[] words, int fraction) {
    double[][] rows = new double[words.length / D][D];
    for (int i = 0; i < words.length; i++) {
      rows[i / D][i % D] = Math.scalb((double) words[i], -fraction);
    }
    return rows;
  }

  /** The sum of unit vectors, normalised. */
  private static double[] mean(int[] words, int from, int to) {
    double[] sum = new double[D];
    for (int i = from; i < to; i++) {
      double[] v = Arrays.stream(row(words, i)).asDoubleStream().toArray();
      double norm = norm(v);
      for (int c = 0; c < D; c++) {
        sum[c] += norm == 0 ? 0 : v[c] / norm;
      }
    }
    double norm = norm(sum);
    return Arrays.stream(sum).map(x -> x / norm).toArray();
  }

  private static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }

  private static void assertClose(double[] actual, double[] expected) {
    for (int c = 0; c < D; c++) {
      assertThat(actual[c]).isEqualTo(expected[c], within(1e-3));
    }
  }
}
