package io.sharelens.plugins.skeleton;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.Cost;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import java.util.List;
import org.pf4j.Extension;

/**
 * The factory that PF4J finds. Say what the protocol needs and costs, and create a party's half.
 */
@Extension
public final class SkeletonFactory implements ComparisonFactory {
  @Override
  public String name() {
    return "cmp-skeleton"; // the name that a scheme's YAML uses
  }

  @Override
  public ComparisonTraits traits() {
    return new ComparisonTraits(
        2, true, "additive", true, 1, "paper and algorithms", "what a party learns");
  }

  @Override
  public ComparisonProtocol create(PluginConfig config, PartyContext context) {
    config.allow(); // names of the options, if there are any
    throw notImplemented("create() must return a party's half of the protocol");
  }

  /** The dealer's half: each kind of correlated randomness that the protocol asks for. */
  @Override
  public List<Correlation> correlations() {
    return List.of();
  }

  @Override
  public Cost negativeCost() {
    throw notImplemented("negativeCost() must state rounds and bits per element");
  }

  @Override
  public Cost reluCost(int bits) {
    throw notImplemented("reluCost() must state rounds and bits per element");
  }

  @Override
  public Cost maxCost() {
    throw notImplemented("maxCost() must state rounds and bits per element");
  }

  private LensException notImplemented(String what) {
    return LensException.internal("not-implemented", name() + " is not implemented: " + what);
  }
}
