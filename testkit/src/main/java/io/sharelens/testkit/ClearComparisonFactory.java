package io.sharelens.testkit;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;

/** {@link ClearComparison} for suites that are given a factory. Not a plugin. */
public final class ClearComparisonFactory implements ComparisonFactory {
  @Override
  public String name() {
    return "clear";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        ClearParties.PARTIES, false, "clear", true, 1, "a fake for tests", "everything");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    if (context instanceof ClearParty party) {
      return party.comparison();
    }
    throw LensException.internal("wrong-sharing", "the clear comparison needs a clear party");
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
  }

  @Override
  public Cost negativeCost() {
    return new Cost(0, 0, 0);
  }

  @Override
  public Cost reluCost(int bits) {
    return new Cost(0, 0, 0);
  }

  @Override
  public Cost maxCost() {
    return new Cost(0, 0, 0);
  }
}
