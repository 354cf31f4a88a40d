package io.sharelens.testkit;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;

/** {@link RippleComparison} for suites that are given a factory. Not a plugin. */
public final class RippleComparisonFactory implements ComparisonFactory {
  private static final int ROUNDS = 32;
  private static final int BITS = 125;
  private static final int SELECTION = 160;

  @Override
  public String name() {
    return "ripple";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        ThreeServers.PARTIES, false, "replicated", true, 1, "school arithmetic", "nothing");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow();
    return new RippleComparison(context);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
  }

  @Override
  public Cost negativeCost() {
    return new Cost(ROUNDS, BITS, 0);
  }

  @Override
  public Cost reluCost(int bits) {
    return bits == 0
        ? maxCost()
        : new Cost(ROUNDS + 4, BITS + SELECTION + Integer.SIZE + 3 * bits, 0);
  }

  @Override
  public Cost maxCost() {
    return new Cost(ROUNDS + 2, BITS + SELECTION, 0);
  }
}
