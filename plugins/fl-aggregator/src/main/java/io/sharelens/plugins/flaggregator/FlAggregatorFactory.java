package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginOption;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory;
import java.util.List;
import org.pf4j.Extension;

/**
 * The aggregation {@code fl-aggregator}: weighted federated averaging, with FedProx at the owners
 * and momentum, FedAdam or FedYogi at the servers by option. Options: {@link AggregatorOptions}.
 */
@Extension
public final class FlAggregatorFactory implements AggregatorFactory {
  static final String NAME = "fl-aggregator";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PluginOption> options() {
    return ListedOptions.ALL;
  }

  @Override
  public AggregatorTraits traits(PluginConfig config) {
    AggregatorOptions options = AggregatorOptions.of(config);
    String leakage =
        "the two servers learn the sum of the owners' updates and of their losses in each round,"
            + " and who contributed with how many pictures; not any one owner's";
    if (options.rules().minOwners() == 2) {
      leakage +=
          ". WARNING: min-owners is 2: in a round of two owners each learns the other's update by"
              + " subtracting its own";
    }
    return new AggregatorTraits(
        2,
        options.optimiser().linear(),
        leakage,
        List.of(
            SumOpening.UPDATES.label(), SumOpening.LOSSES.label(), SumOpening.PRECISIONS.label()),
        "FLSIR, sections VI-A, VI-B and VI-D; FedAvg (McMahan et al. 2017), FedProx (Li et al."
            + " 2020), FedAdam and FedYogi (Reddi et al. 2021)");
  }

  @Override
  public Aggregator create(PluginConfig config) {
    return new FlAggregator(AggregatorOptions.of(config));
  }
}
