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
 * @param comparisons all
 * @param backbones all
 * @param schemes all
 */
record Catalogue(List<Compare> comparisons, List<Backbone> backbones, List<SchemeFile> schemes) {
  private static final int TRUNCATED = 12;
  private static final int SERVERS = 2;

  /**
   * @param parties that compute
   * @param reluBits declared, online, all parties
   */
  record Compare(String name, int parties, double reluBits) {}

  record Backbone(String name, int usualSize) {}

  static Catalogue of(Distribution here) {
    List<SchemeFile> schemes =
        here.schemes().stream()
            .map(SchemeFile::read)
            .sorted(Comparator.comparing(SchemeFile::name))
            .toList();
    return Distribution.withPlugins(here.plugins(), host -> of(host, schemes));
  }

  private static Catalogue of(PluginSource host, List<SchemeFile> schemes) {
    return new Catalogue(
        sorted(host, ComparisonFactory.class).stream()
            .map(
                c ->
                    new Compare(c.name(), c.traits().parties(), c.reluCost(TRUNCATED).onlineBits()))
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

  /** The first scheme for two servers and a dealer. */
  SchemeFile dealt() {
    return schemes.stream()
        .filter(s -> s.parties() == SERVERS)
        .findFirst()
        .orElseThrow(
            () ->
                LensException.user(
                    "unknown-scheme", "there is no scheme for two servers to measure"));
  }

  /** The comparison of two servers that declares the fewest bits: big works are measured so. */
  String cheapest() {
    return comparisons.stream()
        .filter(c -> c.parties() == SERVERS)
        .min(Comparator.comparingDouble(Compare::reluBits))
        .map(Compare::name)
        .orElseThrow(
            () -> LensException.user("missing-plugin", "there is no comparison to measure"));
  }

  List<String> comparisonNames() {
    return comparisons.stream().map(Compare::name).toList();
  }
}
