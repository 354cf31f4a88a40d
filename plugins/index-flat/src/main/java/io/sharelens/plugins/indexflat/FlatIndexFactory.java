package io.sharelens.plugins.indexflat;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginOption;
import io.sharelens.spi.Ranking;
import java.util.List;
import org.pf4j.Extension;

/**
 * The flat index. One option, {@code normalisation}: {@code l2} (default) or {@code sum} (the
 * paper's).
 */
@Extension
public final class FlatIndexFactory implements FeatureIndexFactory {
  static final String NAME = "index-flat";
  private static final String OPTION = "normalisation";
  private static final String L2 = "l2";
  private static final String SUM = "sum";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return List.of(
        PluginOption.choice(
            OPTION, "how features are made comparable; sum is the paper's", L2, SUM));
  }

  @Override
  public IndexTraits traits(PluginConfig config) {
    return switch (normalisation(config)) {
      case L2 -> new IndexTraits("nothing", List.of(), "distance between unit vectors; all rows");
      default ->
          new IndexTraits(
              "the two servers learn the sum of the numbers of every feature and of every query; the"
                  + " dealer learns the number of bits of sums from 2^20 up",
              List.of(SumIndex.FEATURE_SUMS.label(), SumIndex.QUERY_SUM.label()),
              "FLSIR, normalisation by the sum and squared Euclidean distance; all rows");
    };
  }

  @Override
  public FeatureIndex create(
      PluginConfig config,
      FeatureSpec features,
      PartyContext context,
      ComparisonProtocol compare,
      Ranking ranking) {
    return switch (normalisation(config)) {
      case L2 -> new L2Index(features, context.arithmetic(), compare);
      default -> new SumIndex(features, context.arithmetic());
    };
  }

  private static String normalisation(PluginConfig config) {
    String value = config.allow(OPTION).text(OPTION, L2);
    if (!value.equals(L2) && !value.equals(SUM)) {
      throw LensException.user(
          "bad-option", NAME + ": " + OPTION + " must be l2 or sum, not " + value);
    }
    return value;
  }
}
