package io.sharelens.plugins.indexflat;

import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.IndexConformance;
import io.sharelens.testkit.Parties;
import java.util.Map;

class SumIndexTest extends IndexConformance {
  private final ComparisonFactory comparison = new ThreeMulFactory();
  private final Parties parties = Parties.twoServers(comparison.correlations());

  @Override
  protected FeatureIndexFactory index() {
    return new FlatIndexFactory();
  }

  @Override
  protected PluginConfig config() {
    return new PluginConfig(FlatIndexFactory.NAME, Map.of("normalisation", "sum"));
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
  protected double distance(double[] query, double[] stored) {
    return Plain.distance(Plain.bySum(query), Plain.bySum(stored));
  }
}
