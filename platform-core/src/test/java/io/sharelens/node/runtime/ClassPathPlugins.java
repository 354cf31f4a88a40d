package io.sharelens.node.runtime;

import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.plugins.adder.AdderFactory;
import io.sharelens.plugins.flaggregator.FlAggregatorFactory;
import io.sharelens.plugins.indexflat.FlatIndexFactory;
import io.sharelens.plugins.indexhierarchical.HierarchicalIndexFactory;
import io.sharelens.plugins.maskedaffine.MaskedAffineFactory;
import io.sharelens.plugins.oblivioustopk.ObliviousTopKFactory;
import io.sharelens.plugins.threemul.ThreeMulFactory;
import io.sharelens.plugins.vgg11.Vgg11;
import io.sharelens.spi.PluginPoint;
import java.util.ArrayList;
import java.util.List;

/** The real plugins, loaded without zips. */
public final class ClassPathPlugins implements PluginSource {
  private final String hash;
  private final List<PluginPoint> all =
      List.of(
          new ThreeMulFactory(),
          new AdderFactory(),
          new Vgg11(),
          new TinyBackbone(),
          new FlatIndexFactory(),
          new HierarchicalIndexFactory(),
          new FailingIndex(),
          new FlAggregatorFactory(),
          new MaskedAffineFactory(),
          new ObliviousTopKFactory());

  /**
   * @param hash stands for the hash of each zip
   */
  public ClassPathPlugins(String hash) {
    this.hash = hash;
  }

  @Override
  public List<PluginIdentity> plugins() {
    return all.stream().map(this::identity).toList();
  }

  @Override
  public <T extends PluginPoint> List<Provided<T>> extensions(Class<T> point) {
    List<Provided<T>> found = new ArrayList<>();
    for (PluginPoint p : all) {
      if (point.isInstance(p)) {
        found.add(new Provided<>(point.cast(p), identity(p)));
      }
    }
    return found;
  }

  @Override
  public void close() {}

  private PluginIdentity identity(PluginPoint p) {
    return new PluginIdentity(p.name(), "0.1.0", hash);
  }
}
