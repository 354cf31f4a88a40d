package io.sharelens.node.plugin;

import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.Ranking;
import java.util.List;
import org.pf4j.Extension;

/** An extension to put into zips; it never runs. */
@Extension
public final class OneIndex implements FeatureIndexFactory {
  @Override
  public String name() {
    return "one";
  }

  @Override
  public IndexTraits traits(PluginConfig config) {
    return new IndexTraits("nothing", List.of(), "test");
  }

  @Override
  public FeatureIndex create(
      PluginConfig config,
      FeatureSpec features,
      PartyContext context,
      ComparisonProtocol compare,
      Ranking ranking) {
    throw new UnsupportedOperationException("never runs");
  }
}
