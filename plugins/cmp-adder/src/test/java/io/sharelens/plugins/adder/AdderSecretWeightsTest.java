package io.sharelens.plugins.adder;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.Parties;
import io.sharelens.testkit.SecretWeightsConformance;

class AdderSecretWeightsTest extends SecretWeightsConformance {
  @Override
  protected ComparisonFactory factory() {
    return new AdderFactory();
  }

  @Override
  protected Parties parties() {
    return Parties.threeServers();
  }
}
