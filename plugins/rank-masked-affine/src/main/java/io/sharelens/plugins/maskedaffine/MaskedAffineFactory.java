package io.sharelens.plugins.maskedaffine;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import io.sharelens.spi.RankingFactory;
import java.util.List;
import org.pf4j.Extension;

/** The ranking {@code masked-affine}. No options. */
@Extension
public final class MaskedAffineFactory implements RankingFactory {
  static final String NAME = "masked-affine";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RankingTraits traits() {
    return new RankingTraits(
        "the two servers learn all differences between distances exactly (the greatest common"
            + " divisor of the opened differences is k), so the full order of the searched"
            + " pictures, and nearly the distances",
        true,
        true,
        List.of(MaskedAffine.OPENING.label()),
        "FLSIR, section VI-C");
  }

  @Override
  public Ranking create(PluginConfig config, PartyContext context, ComparisonProtocol compare) {
    config.allow();
    return new MaskedAffine(context);
  }

  @Override
  public List<Correlation> correlations() {
    return List.of(new AffineCorrelation());
  }
}
