package io.sharelens.spi;

import java.util.List;

/** Extension point: indexes over shared features. */
public interface FeatureIndexFactory extends PluginPoint {
  IndexTraits traits(PluginConfig config);

  /**
   * @param ranking the scheme's, for an index that chooses among the parts of its structure
   */
  FeatureIndex create(
      PluginConfig config,
      FeatureSpec features,
      PartyContext context,
      ComparisonProtocol compare,
      Ranking ranking);

  /**
   * What an index with given options reveals.
   *
   * @param leakage beyond result ids and sizes, in one sentence
   * @param openings labels of what it opens, as the session's ledger shows them
   * @param source paper and section
   */
  record IndexTraits(String leakage, List<String> openings, String source) {
    public IndexTraits {
      openings = List.copyOf(openings);
    }
  }
}
