package io.sharelens.plugins.indexflat;

import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.testkit.ClearComparisonFactory;
import io.sharelens.testkit.IndexConformance;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.RippleComparisonFactory;
import java.util.Map;

/** The suite for one normalisation and one family of parties. */
abstract class FlatIndexConformance extends IndexConformance {
  private final String normalisation;
  private final ComparisonFactory comparison;
  private final Parties parties;

  /** Who computes. */
  enum Family {
    TWO_SERVERS,
    THREE_SERVERS,
    CLEAR
  }

  FlatIndexConformance(String normalisation, Family family) {
    this.normalisation = normalisation;
    this.comparison =
        switch (family) {
          case TWO_SERVERS -> new ThreeMulFactory();
          case THREE_SERVERS -> new RippleComparisonFactory();
          case CLEAR -> new ClearComparisonFactory();
        };
    this.parties =
        switch (family) {
          case TWO_SERVERS -> Parties.twoServers(comparison.correlations());
          case THREE_SERVERS -> Parties.threeServers();
          case CLEAR -> Parties.clear(11);
        };
  }

  @Override
  protected FeatureIndexFactory index() {
    return new FlatIndexFactory();
  }

  @Override
  protected PluginConfig config() {
    return new PluginConfig(FlatIndexFactory.NAME, Map.of("normalisation", normalisation));
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
    return normalisation.equals("l2")
        ? Plain.distance(Plain.unit(query), Plain.unit(stored))
        : Plain.distance(Plain.bySum(query), Plain.bySum(stored));
  }
}
