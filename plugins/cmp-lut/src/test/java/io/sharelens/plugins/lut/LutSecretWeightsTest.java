package io.sharelens.plugins.lut;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.SecretWeightsConformance;

class LutSecretWeightsTest extends SecretWeightsConformance {
  @Override
  protected ComparisonFactory factory() {
    return new LutFactory();
  }

  @Override
  protected Parties parties() {
    return Parties.twoServers(factory().correlations());
  }
}
