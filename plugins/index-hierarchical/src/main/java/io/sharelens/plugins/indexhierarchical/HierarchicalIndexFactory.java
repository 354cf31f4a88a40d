package io.sharelens.plugins.indexhierarchical;

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

/** The hierarchical index. Options: {@link TreeOptions}. */
@Extension
public final class HierarchicalIndexFactory implements FeatureIndexFactory {
  static final String NAME = "index-hierarchical";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return TreeOptions.LISTED;
  }

  @Override
  public boolean fixedCost(PluginConfig config) {
    return TreeOptions.of(config).visitsAll();
  }

  @Override
  public IndexTraits traits(PluginConfig config) {
    String source =
        "spherical k-means tree, distance between unit vectors; docs/PROTOCOLS.md, section 15";
    if (TreeOptions.of(config).visitsAll()) {
      return new IndexTraits("nothing", List.of(), source + "; all rows");
    }
    return new IndexTraits(
        "the servers and the dealer learn which pictures are alike (the cluster of every picture;"
            + " the servers also each step of building the tree) and which clusters every search"
            + " visits; of these clusters the servers learn what the ranking reveals of candidates",
        List.of(NearestCentroid.CLUSTERS.label()),
        source);
  }

  @Override
  public FeatureIndex create(
      PluginConfig config,
      FeatureSpec features,
      PartyContext context,
      ComparisonProtocol compare,
      Ranking ranking) {
    return new HierarchicalIndex(
        TreeOptions.of(config), features, context.arithmetic(), compare, ranking);
  }
}
