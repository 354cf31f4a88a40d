package io.sharelens.plugins.indexhierarchical;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.IndexConformance;
import io.sharelens.testkit.Parties;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Rows where no tree was built: as those of a flat index. */
class TreeIndexTest {
  @Nested
  class TwoServers extends Rows {
    TwoServers() {
      super(Family.TWO_SERVERS);
    }
  }

  @Nested
  class InClear extends Rows {
    InClear() {
      super(Family.CLEAR);
    }
  }

  @Nested
  class ThreeServers extends Rows {
    ThreeServers() {
      super(Family.THREE_SERVERS);
    }
  }

  abstract static class Rows extends IndexConformance {
    private final ComparisonFactory comparison;
    private final Parties parties;

    Rows(Family family) {
      this.comparison = family.comparison();
      this.parties = family.parties();
    }

    @Override
    protected FeatureIndexFactory index() {
      return new HierarchicalIndexFactory();
    }

    @Override
    protected PluginConfig config() {
      return new PluginConfig(HierarchicalIndexFactory.NAME, Map.of("beam", "3"));
    }

    @Override
    protected ComparisonFactory comparison() {
      return comparison;
    }

    @Override
    protected Parties parties() {
      return parties;
    }

    @Override
    protected List<String> openingsWithoutStructure() {
      return List.of();
    }

    @Override
    protected double distance(double[] query, double[] stored) {
      return Plain.distance(words(query), words(stored));
    }

    private static int[] words(double[] values) {
      return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }
  }
}
