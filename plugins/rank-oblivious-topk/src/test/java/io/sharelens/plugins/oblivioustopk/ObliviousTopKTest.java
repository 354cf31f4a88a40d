package io.sharelens.plugins.oblivioustopk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.RankingFactory;
import io.sharelens.testkit.ClearComparisonFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.Parties.Ran;
import io.sharelens.testkit.RankingConformance;
import io.sharelens.testkit.RippleComparisonFactory;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObliviousTopKTest extends RankingConformance {
  private final Parties parties = Parties.twoServers(correlations());

  @Override
  protected RankingFactory ranking() {
    return new ObliviousTopKFactory();
  }

  @Override
  protected ComparisonFactory comparison() {
    return new ThreeMulFactory();
  }

  @Override
  protected Parties parties() {
    return parties;
  }

  /** The same suite where there is no dealer. */
  @Nested
  class WithThreeParties extends RankingConformance {
    private final Parties three = Parties.clear(6);

    @Override
    protected RankingFactory ranking() {
      return new ObliviousTopKFactory();
    }

    @Override
    protected ComparisonFactory comparison() {
      return new ClearComparisonFactory();
    }

    @Override
    protected Parties parties() {
      return three;
    }
  }

  /** The same suite over replicated shares. */
  @Nested
  class WithThreeServers extends RankingConformance {
    private final Parties three = Parties.threeServers();

    @Override
    protected RankingFactory ranking() {
      return new ObliviousTopKFactory();
    }

    @Override
    protected ComparisonFactory comparison() {
      return new RippleComparisonFactory();
    }

    @Override
    protected Parties parties() {
      return three;
    }
  }

  @Test
  void opensOneBitAComparisonAndKIds() {
    int[] scores = new Random(7).ints(300, 0, 1 << 20).toArray();
    Ran<int[]> ran =
        parties.run(context -> create(context).top(candidates(context, scores, 1 << 20), 10));
    Map<String, Long> openings = ran.openings();
    assertThat(openings.get(ObliviousTopK.IDS.label())).isEqualTo(10);
    // The pivots are drawn anew each time. A level compares at most 496 pairs of its sample and the
    // pivot with all others, and one batch of at most 2016 pairs ends it: three levels already need
    // pivots far off their expected rank, eight are out of reach.
    assertThat(openings.get(ObliviousTopK.ORDER.label())).isBetween(299L, 25L * scores.length);
  }

  @Test
  void allAreReturnedWithoutOpeningAnything() {
    Ran<int[]> ran =
        parties.run(context -> create(context).top(candidates(context, new int[] {3, 1, 2}, 9), 3));
    assertThat(ran.result()).containsExactly(0, 1, 2);
    assertThat(ran.openings()).isEmpty();
    assertThat(ran.rounds()).as("sharing the test's scores only").isEqualTo(1);
  }
}
