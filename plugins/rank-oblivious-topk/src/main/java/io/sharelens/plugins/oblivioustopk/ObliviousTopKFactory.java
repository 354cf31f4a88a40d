package io.sharelens.plugins.oblivioustopk;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.RankingFactory;
import java.util.List;
import org.pf4j.Extension;

/** The ranking {@code oblivious-topk}. No options. */
@Extension
public final class ObliviousTopKFactory implements RankingFactory {
  static final String NAME = "oblivious-topk";

  @Override
  public String name() {
    return NAME;
  }

  /** How often quickselect divides what is left depends on the pivots that it draws. */
  @Override
  public boolean fixedCost(PluginConfig config) {
    return false;
  }

  @Override
  public RankingTraits traits() {
    return new RankingTraits(
        "nothing but the set of returned ids, so that a repeated query can be linked",
        false,
        false,
        List.of(ObliviousTopK.ORDER.label(), ObliviousTopK.IDS.label()),
        "quickselect over a secret shuffle; docs/PROTOCOLS.md, section 8");
  }

  @Override
  public Ranking create(PluginConfig config, PartyContext context, ComparisonProtocol compare) {
    config.allow();
    return new ObliviousTopK(context.arithmetic(), compare);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
  }
}
