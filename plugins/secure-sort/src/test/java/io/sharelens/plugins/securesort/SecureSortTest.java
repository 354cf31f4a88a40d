package io.sharelens.plugins.securesort;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.plugins.falcon.FalconFactory;
import io.sharelens.plugins.lut.LutFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.RankingFactory;
import io.sharelens.testkit.ClearComparisonFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.Parties.Ran;
import io.sharelens.testkit.RankingConformance;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecureSortTest extends RankingConformance {
  private final Parties parties = Parties.twoServers(correlations());

  @Override
  protected RankingFactory ranking() {
    return new SecureSortFactory();
  }

  @Override
  protected ComparisonFactory comparison() {
    return new LutFactory();
  }

  @Override
  protected Parties parties() {
    return parties;
  }

  /** The same suite with three servers on replicated shares. */
  @Nested
  class WithThreeServers extends RankingConformance {
    private final Parties three = Parties.threeServers();

    @Override
    protected RankingFactory ranking() {
      return new SecureSortFactory();
    }

    @Override
    protected ComparisonFactory comparison() {
      return new FalconFactory();
    }

    @Override
    protected Parties parties() {
      return three;
    }

    /** 8 of 64: 18 layers of 6 rounds of a sign and 2 of a selection; the shuffle takes 3. */
    @Test
    void roundsAreThoseOfTheNetwork() {
      int[] scores = new Random(7).ints(64, 0, 1 << 20).toArray();
      Ran<int[]> ran = three.run(c -> create(c).top(candidates(c, scores, 1 << 20), 8));
      assertThat(ran.rounds()).isEqualTo(1 + 3 + 18 * (6 + 2) + 1);
      assertThat(ran.openings()).containsExactly(Map.entry("rank.sorted-ids", 8L));
    }
  }

  /** The same suite in the clear, with ranges checked. */
  @Nested
  class InTheClear extends RankingConformance {
    private final Parties clear = Parties.clear(6);

    @Override
    protected RankingFactory ranking() {
      return new SecureSortFactory();
    }

    @Override
    protected ComparisonFactory comparison() {
      return new ClearComparisonFactory();
    }

    @Override
    protected Parties parties() {
      return clear;
    }
  }

  /**
   * 64 candidates, 8 wanted: 18 layers, each 2 rounds of a sign and 1 of the selection; before them
   * the test's sharing (1) and the shuffle (2), after them the opening (1).
   */
  @Test
  void roundsAndOpeningsAreThoseOfTheNetwork() {
    int[] scores = new Random(7).ints(64, 0, 1 << 20).toArray();
    Ran<int[]> ran = run(scores, 1 << 20, 8);
    assertThat(new Network(64, 8).size().layers()).isEqualTo(18);
    assertThat(ran.rounds()).isEqualTo(1 + 2 + 18 * 3 + 1);
    assertThat(ran.openings()).containsExactly(Map.entry("rank.sorted-ids", 8L));
  }

  /** All that moves is the same whatever the scores: sizes say nothing. */
  @Test
  void trafficDependsOnSizesAlone() {
    int[] up = new int[50];
    Arrays.setAll(up, i -> i);
    Ran<int[]> ordered = run(up, 100, 7);
    Ran<int[]> equal = run(new int[50], 100, 7);
    assertThat(equal.rounds()).isEqualTo(ordered.rounds());
    assertThat(equal.onlineBytes()).isEqualTo(ordered.onlineBytes());
    assertThat(equal.offlineBytes()).isEqualTo(ordered.offlineBytes());
  }

  private Ran<int[]> run(int[] scores, int bound, int k) {
    return parties.run(context -> create(context).top(candidates(context, scores, bound), k));
  }
}
