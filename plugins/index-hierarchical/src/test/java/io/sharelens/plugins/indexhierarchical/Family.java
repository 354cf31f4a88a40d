package io.sharelens.plugins.indexhierarchical;

import io.sharelens.plugins.adder.AdderFactory;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.testkit.ClearComparisonFactory;
import io.sharelens.testkit.Parties;

/** Who computes, and what they compare with. */
enum Family {
  CLEAR,
  TWO_SERVERS,
  THREE_SERVERS;

  ComparisonFactory comparison() {
    return switch (this) {
      case CLEAR -> new ClearComparisonFactory();
      case TWO_SERVERS -> new ThreeMulFactory();
      case THREE_SERVERS -> new AdderFactory();
    };
  }

  Parties parties() {
    return switch (this) {
      case CLEAR -> Parties.clear(11);
      case TWO_SERVERS -> Parties.twoServers(comparison().correlations());
      case THREE_SERVERS -> Parties.threeServers();
    };
  }
}
