package io.sharelens.spi.federation;

import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginPoint;
import java.util.List;

/** Extension point: aggregation of owners' updates. */
public interface AggregatorFactory extends PluginPoint {
  AggregatorTraits traits(PluginConfig config);

  Aggregator create(PluginConfig config);

  /**
   * What an aggregation with given options needs and reveals.
   *
   * @param parties computing parties
   * @param removable whether a leaver's update can be subtracted from a model that it went into;
   *     false where the server's step is not linear in the sum
   * @param leakage to the servers, in one sentence
   * @param openings labels of what it opens, as the session's ledger shows them
   * @param source paper and section
   */
  record AggregatorTraits(
      int parties, boolean removable, String leakage, List<String> openings, String source) {
    public AggregatorTraits {
      openings = List.copyOf(openings);
    }
  }
}
