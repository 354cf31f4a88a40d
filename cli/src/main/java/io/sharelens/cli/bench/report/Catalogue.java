package io.sharelens.cli.bench.report;

import io.sharelens.cli.local.Distribution;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.PluginPoint;
import java.util.Comparator;
import java.util.List;

/**
 * What there is to measure: plugins and schemes that are found, sorted by name.
 *
 * @param comparisons for two servers and a dealer
 * @param others names of comparisons for other parties, which this bench cannot run
 * @param backbones all
 * @param schemes for two servers
 */
record Catalogue(
    List<Compare> comparisons,
    List<String> others,
    List<Backbone> backbones,
    List<SchemeFile> schemes) {
  private static final int TRUNCATED = 12;
  private static final int SERVERS = 2;

  /**
   * @param reluBits declared, online, both servers
   */
  record Compare(String name, double reluBits) {}

  record Backbone(String name, int usualSize) {}

  static Catalogue of(Distribution here) {
    List<SchemeFile> schemes =
        here.schemes().stream()
            .map(SchemeFile::read)
            .filter(s -> s.parties() == SERVERS)
            .sorted(Comparator.comparing(SchemeFile::name))
            .toList();
    if (schemes.isEmpty()) {
      throw LensException.user("unknown-scheme", "there is no scheme for two servers to measure");
    }
    return Distribution.withPlugins(here.plugins(), host -> of(host, schemes));
  }

  private static Catalogue of(PluginSource host, List<SchemeFile> schemes) {
    List<ComparisonFactory> all = sorted(host, ComparisonFactory.class);
    return new Catalogue(
        all.stream()
            .filter(c -> c.traits().parties() == SERVERS)
            .map(c -> new Compare(c.name(), c.reluCost(TRUNCATED).onlineBits()))
            .toList(),
        all.stream()
            .filter(c -> c.traits().parties() != SERVERS)
            .map(ComparisonFactory::name)
            .toList(),
        sorted(host, BackboneFactory.class).stream()
            .map(b -> new Backbone(b.name(), b.usualSize()))
            .toList(),
        schemes);
  }

  private static <T extends PluginPoint> List<T> sorted(PluginSource host, Class<T> point) {
    return host.extensions(point).stream()
        .map(Provided::extension)
        .sorted(Comparator.comparing(PluginPoint::name))
        .toList();
  }

  /** The comparison that declares the fewest bits: what big works are measured with. */
  String cheapest() {
    return comparisons.stream()
        .min(Comparator.comparingDouble(Compare::reluBits))
        .map(Compare::name)
        .orElseThrow(
            () -> LensException.user("missing-plugin", "there is no comparison to measure"));
  }

  List<String> comparisonNames() {
    return comparisons.stream().map(Compare::name).toList();
  }
}
