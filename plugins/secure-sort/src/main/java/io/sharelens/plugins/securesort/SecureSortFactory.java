package io.sharelens.plugins.securesort;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.RankingFactory;
import java.util.List;
import org.pf4j.Extension;

/** The ranking {@code secure-sort}. No options. */
@Extension
public final class SecureSortFactory implements RankingFactory {
  static final String NAME = "secure-sort";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RankingTraits traits() {
    return new RankingTraits(
        "nothing but the returned ids and their order, nearest first, so that a repeated query can"
            + " be linked",
        true,
        false,
        List.of(SecureSort.IDS.label()),
        "secure sort pair and secure sorting of Zhang et al., Cluster Computing 2024, as we read"
            + " its abstract; odd-even merges of Batcher, AFIPS 1968; docs/PROTOCOLS.md, section"
            + " 14");
  }

  @Override
  public Ranking create(PluginConfig config, PartyContext context, ComparisonProtocol compare) {
    config.allow();
    return new SecureSort(context.arithmetic(), compare);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of();
  }
}
