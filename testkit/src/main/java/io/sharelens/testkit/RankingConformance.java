package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndex.Candidates;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.RankingFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every ranking must do. A subclass says how its plugin is made and who computes. */
public abstract class RankingConformance {
  private static final int LARGEST_BOUND = (1 << 29) - 1;

  /** The plugin under test. */
  protected abstract RankingFactory ranking();

  /** The comparison that it is given. */
  protected abstract ComparisonFactory comparison();

  /**
   * Who computes; servers with a dealer need {@link #correlations}.
   *
   * @return the same object at each call within one test
   */
  protected abstract Parties parties();

  /** What the dealer of two servers has to know. */
  protected final List<Correlation> correlations() {
    List<Correlation> all = new ArrayList<>(comparison().correlations());
    all.addAll(ranking().correlations());
    return all;
  }

  /** The plugin's half at one party. */
  protected final Ranking create(PartyContext context) {
    return ranking()
        .create(
            PluginConfig.empty(ranking().name()),
            context,
            comparison().create(PluginConfig.empty(comparison().name()), context));
  }

  /** Candidates at positions 0.. with freshly shared scores. */
  protected static Candidates candidates(PartyContext context, int[] scores, int bound) {
    int[] positions = new int[scores.length];
    Arrays.setAll(positions, i -> i);
    return new Candidates(
        Parties.secret(context, Shape.of(scores.length), scores), positions, bound);
  }

  /** A case: scores, their bound, how many are wanted. */
  protected record Case(int[] scores, int bound, int k) {}

  /** Runs the cases in one session; fails unless all parties return the same. */
  protected final List<int[]> top(List<Case> cases) {
    List<List<int[]>> results =
        parties()
            .run(
                context -> {
                  Ranking ranking = create(context);
                  List<int[]> all = new ArrayList<>();
                  for (Case c : cases) {
                    all.add(ranking.top(candidates(context, c.scores, c.bound), c.k));
                  }
                  return all;
                })
            .results();
    for (List<int[]> other : results) {
      assertThat(other).usingRecursiveComparison().isEqualTo(results.getFirst());
    }
    return results.getFirst();
  }

  @Test
  void findsTheSmallestScores() {
    Random random = new Random(1);
    List<Case> cases = new ArrayList<>();
    for (int n : new int[] {1, 2, 3, 5, 17, 64, 150}) {
      for (int k : new TreeSet<>(List.of(1, Math.max(1, n / 3), Math.max(1, n - 1), n))) {
        for (int bound : new int[] {5, 1 << 20, LARGEST_BOUND}) {
          int[] scores = random.ints(n, -bound, bound + 1).toArray();
          scores[random.nextInt(n)] = -bound;
          scores[random.nextInt(n)] = bound;
          cases.add(new Case(scores, bound, k));
        }
      }
    }
    check(cases);
  }

  @Test
  void sortedReversedAndEqualScores() {
    int[] up = new int[40];
    Arrays.setAll(up, i -> i);
    int[] down = new int[40];
    Arrays.setAll(down, i -> -i);
    int[] two = new int[40];
    Arrays.setAll(two, i -> i % 2);
    check(
        List.of(
            new Case(up, 40, 7),
            new Case(down, 40, 7),
            new Case(two, 1, 30),
            new Case(new int[40], 0, 7),
            new Case(new int[40], LARGEST_BOUND, 39),
            new Case(new int[] {LARGEST_BOUND, -LARGEST_BOUND}, LARGEST_BOUND, 1)));
  }

  @Test
  void tiesFavourNoPosition() {
    int n = 12;
    int k = 3;
    List<Case> cases = new ArrayList<>();
    int[] scores = new int[n];
    scores[4] = 9; // never among the nearest
    for (int i = 0; i < 150; i++) {
      cases.add(new Case(scores, 10, k));
    }
    long[] counts = new long[n];
    for (int[] t : top(cases)) {
      for (int i : t) {
        counts[i]++;
      }
    }
    assertThat(counts[4]).isZero();
    long[] tied = new long[n - 1];
    for (int i = 0; i < tied.length; i++) {
      tied[i] = counts[i < 4 ? i : i + 1];
    }
    Statistics.requireUniform("positions among the nearest", tied);
  }

  @Test
  void opensWhatItsTraitsSay() {
    int[] scores = new Random(2).ints(50, 0, 1000).toArray();
    Map<String, Long> openings =
        parties()
            .run(context -> create(context).top(candidates(context, scores, 1000), 5))
            .openings();
    assertThat(openings.keySet())
        .containsExactlyInAnyOrderElementsOf(ranking().traits().openings());
  }

  @Test
  void refusesAnImpossibleKAndUnknownOptions() {
    for (int k : new int[] {0, 4}) {
      assertThatThrownBy(() -> top(List.of(new Case(new int[] {1, 2, 3}, 3, k))))
          .isInstanceOf(LensException.class)
          .hasMessageContaining("3 candidates");
    }
    PluginConfig unknown = new PluginConfig(ranking().name(), Map.of("colour", "red"));
    assertThatThrownBy(
            () ->
                parties()
                    .run(
                        context ->
                            ranking()
                                .create(
                                    unknown,
                                    context,
                                    comparison()
                                        .create(PluginConfig.empty(comparison().name()), context))))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("colour");
  }

  private void check(List<Case> cases) {
    List<int[]> results = top(cases);
    for (int i = 0; i < cases.size(); i++) {
      Case c = cases.get(i);
      int[] top = results.get(i);
      assertThat(top).as("case %d", i).hasSize(c.k).doesNotHaveDuplicates();
      int[] found = Arrays.stream(top).map(j -> c.scores[j]).toArray();
      if (!ranking().traits().ordered()) {
        Arrays.sort(found);
      }
      int[] expected = Arrays.stream(c.scores).sorted().limit(c.k).toArray();
      assertThat(found).as("scores of case %d, k = %d", i, c.k).isEqualTo(expected);
    }
  }
}
