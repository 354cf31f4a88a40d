package io.sharelens.plugins.falcon;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;
import org.pf4j.Extension;

/** Comparison {@code cmp-falcon}; it has no options. */
@Extension
public final class FalconFactory implements ComparisonFactory {
  @Override
  public String name() {
    return "cmp-falcon";
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        3,
        false,
        "replicated",
        true,
        1,
        "Falcon (PETS 2021): private compare, wrap3, DReLU, with a joint offline phase;"
            + " docs/PROTOCOLS.md, section 12",
        "nothing: the servers see uniform values only");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow();
    return new FalconCompare(context);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
  }

  @Override
  public Cost negativeCost() {
    return FalconCost.sign(32);
  }

  @Override
  public Cost reluCost(int bits) {
    return FalconCost.relu(bits);
  }

  @Override
  public Cost maxCost() {
    return FalconCost.relu(0);
  }

  @Override
  public Cost poolingEnterCost(int bits) {
    return bits == 0 ? new Cost(0, 0, 0) : FalconCost.enter(bits);
  }

  @Override
  public Cost poolingMaxCost(int bits) {
    return bits == 0 ? maxCost() : FalconCost.poolingMax(bits);
  }
}
