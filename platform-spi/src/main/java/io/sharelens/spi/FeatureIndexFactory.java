package io.sharelens.spi;

/** Extension point: indexes over shared features. */
public interface FeatureIndexFactory extends PluginPoint {
  IndexTraits traits();

  FeatureIndex create(
      PluginConfig config, FeatureSpec features, PartyContext context, ComparisonProtocol compare);

  /**
   * What an index reveals.
   *
   * @param leakage beyond result ids and sizes, in one sentence
   * @param source paper and section
   */
  record IndexTraits(String leakage, String source) {}
}
