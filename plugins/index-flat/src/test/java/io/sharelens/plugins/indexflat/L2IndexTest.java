package io.sharelens.plugins.indexflat;

import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.IndexConformance;
import io.sharelens.testkit.Parties;

class L2IndexTest extends IndexConformance {
  private final ComparisonFactory comparison = new ThreeMulFactory();
  private final Parties parties = Parties.twoServers(comparison.correlations());

  @Override
  protected FeatureIndexFactory index() {
    return new FlatIndexFactory();
  }

  @Override
  protected PluginConfig config() {
    return PluginConfig.empty(FlatIndexFactory.NAME);
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
    return Plain.distance(Plain.unit(query), Plain.unit(stored));
  }
}
