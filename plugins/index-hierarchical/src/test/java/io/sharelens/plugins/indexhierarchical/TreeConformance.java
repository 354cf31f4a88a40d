package io.sharelens.plugins.indexhierarchical;

import io.sharelens.plugins.oblivioustopk.ObliviousTopKFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.RankingFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.StructureConformance;
import java.util.Map;

/** The suite for one family and one set of options. */
abstract class TreeConformance extends StructureConformance {
  private final Map<String, String> options;
  private final ComparisonFactory comparison;
  private final Parties parties;

  TreeConformance(Map<String, String> options, Family family) {
    this.options = options;
    this.comparison = family.comparison();
    this.parties = family.parties();
  }

  @Override
  protected FeatureIndexFactory index() {
    return new HierarchicalIndexFactory();
  }

  @Override
  protected PluginConfig config() {
    return new PluginConfig(HierarchicalIndexFactory.NAME, options);
  }

  @Override
  protected ComparisonFactory comparison() {
    return comparison;
  }

  @Override
  protected RankingFactory ranking() {
    return new ObliviousTopKFactory();
  }

  @Override
  protected Parties parties() {
    return parties;
  }

  @Override
  protected double distance(int[] query, int[] stored) {
    return Plain.distance(query, stored);
  }
}
