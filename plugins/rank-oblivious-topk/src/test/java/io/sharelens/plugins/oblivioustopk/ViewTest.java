package io.sharelens.plugins.oblivioustopk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.ring.Shape;
import io.sharelens.plugins.oblivioustopk.View.Flaw;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.testkit.ClearParties;
import io.sharelens.testkit.ClearParty;
import io.sharelens.testkit.ClearRules;
import io.sharelens.testkit.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What servers and dealer see must have a distribution that depends on n and k alone: it is
 * compared with the exact one, for very different scores; and with a safeguard left out it no
 * longer fits.
 */
class ViewTest {
  private static final int N = 100;
  private static final int K = 4;
  private static final int RUNS = 1000;

  /** Sample of the first level and its pivot for these N and K; asserted below. */
  private static final int SAMPLE = 32;

  private static final int PIVOT = 2;

  /** Kinds of stores. */
  enum Scores {
    ASCENDING,
    DESCENDING,
    EQUAL,
    HALF_EQUAL;

    int[] words() {
      int[] s = new int[N];
      Arrays.setAll(
          s,
          i ->
              switch (this) {
                case ASCENDING -> i;
                case DESCENDING -> N - i;
                case EQUAL -> 7;
                case HALF_EQUAL -> i < N / 2 ? 0 : i;
              });
      return s;
    }
  }

  private static List<View> views(Scores scores, Flaw flaw) {
    return ClearParties.run(
            new ClearRules(false, true, scores.ordinal()), p -> party(p, scores, flaw))
        .getFirst();
  }

  private static List<View> party(ClearParty party, Scores scores, Flaw flaw) {
    List<View> views = new ArrayList<>();
    int[] positions = new int[N];
    Candidates candidates = new Candidates(party.input(Shape.of(N), scores.words()), positions, N);
    for (int run = 0; run < RUNS; run++) {
      View view = new View(party.arithmetic(), K, flaw);
      new ObliviousTopK(view.arithmetic(), party.comparison()).top(candidates, K);
      views.add(view);
    }
    return views;
  }

  @ParameterizedTest
  @EnumSource
  void sizesAndBitsDependOnNAndKAlone(Scores scores) {
    List<View> views = views(scores, Flaw.NONE);
    requireSampleOrderUniform(views);
    requireLevelSizes(views);
    requireWinnersAnywhere(views);
  }

  @Test
  void openedIdsComeInNoOrder() {
    requireNoOrder(views(Scores.ASCENDING, Flaw.NONE));
  }

  @Test
  void withoutTheShuffleWinnersShowTheirPlace() {
    assertThatThrownBy(() -> requireWinnersAnywhere(views(Scores.ASCENDING, Flaw.NO_SHUFFLE)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("positions of the winners");
  }

  @Test
  void withoutTheTieBreakEqualScoresShow() {
    assertThatThrownBy(() -> requireLevelSizes(views(Scores.EQUAL, Flaw.EQUAL_TAGS)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("below the pivot");
  }

  @Test
  void withoutTheSecondShuffleIdsAreLinkedToComparisons() {
    assertThatThrownBy(() -> requireNoOrder(views(Scores.ASCENDING, Flaw.NO_SECOND_SHUFFLE)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("place of the nearest");
  }

  /** First batch: all pairs of the sample; each bit is a fair coin. */
  private static void requireSampleOrderUniform(List<View> views) {
    int pairs = SAMPLE * (SAMPLE - 1) / 2;
    long[][] bits = new long[pairs][2];
    for (View v : views) {
      assertThat(v.batches().getFirst()).hasSize(pairs);
      for (int i = 0; i < pairs; i++) {
        bits[i][v.batches().getFirst()[i] ? 1 : 0]++;
      }
    }
    for (long[] b : bits) {
      Statistics.requireUniform("order of a pair of the sample", b);
    }
  }

  /**
   * Second batch: how many of the others are below the sample's third key, which sets the sizes of
   * all later requests. With n keys in random order, s of them the sample, exactly c of the others
   * are below its r-th (from 0) with probability C(c+r, r) C(n-1-c-r, s-1-r) / C(n, s).
   */
  private static void requireLevelSizes(List<View> views) {
    int cells = 18; // the last one takes the tail
    double[] p = new double[cells];
    for (int c = 0; c <= N - SAMPLE; c++) {
      p[Math.min(c, cells - 1)] +=
          choose(c + PIVOT, PIVOT)
              * choose(N - 1 - c - PIVOT, SAMPLE - 1 - PIVOT)
              / choose(N, SAMPLE);
    }
    long[] counts = new long[cells];
    for (View v : views) {
      boolean[] batch = v.batches().get(1);
      assertThat(batch).hasSize(N - SAMPLE);
      int below = 0;
      for (boolean b : batch) {
        below += b ? 1 : 0;
      }
      counts[Math.min(below, cells - 1)]++;
    }
    Statistics.requireDistribution("keys below the pivot", counts, p);
  }

  private static void requireWinnersAnywhere(List<View> views) {
    long[] counts = new long[N];
    for (View v : views) {
      for (int w : v.winners()) {
        counts[w]++;
      }
    }
    Statistics.requireUniform("positions of the winners", counts);
  }

  private static void requireNoOrder(List<View> views) {
    long[] counts = new long[K];
    for (View v : views) {
      counts[v.placeOfFirstCandidate()]++;
    }
    Statistics.requireUniform("place of the nearest among the opened ids", counts);
  }

  private static double choose(int n, int k) {
    double c = 1;
    for (int i = 0; i < k; i++) {
      c = c * (n - i) / (i + 1);
    }
    return c;
  }
}
