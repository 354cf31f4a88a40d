package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.PluginOption;
import java.util.List;

/** The options of {@link AggregatorOptions}, for people to choose from. */
final class ListedOptions {
  static final List<PluginOption> ALL =
      List.of(
          PluginOption.of("min-owners", "3", "fewer open nothing"),
          PluginOption.of("max-owners", "50", "most contributors of a round"),
          PluginOption.of("max-pictures", "2000", "largest weight of an owner"),
          PluginOption.of("clip-norm", "20", "largest norm of an owner's change"),
          PluginOption.of("clip-value", "0.5", "largest change of one weight"),
          PluginOption.choice(
              "optimiser", "the servers' step", "fedavg", "momentum", "fedadam", "fedyogi"),
          PluginOption.of("server-rate", "", "the servers' learning rate; 1, or 0.01 if adaptive"),
          PluginOption.of("beta1", "0.9", "of the servers' step"),
          PluginOption.of("beta2", "0.99", "of the servers' step"),
          PluginOption.of("tau", "0.001", "of the servers' step"),
          PluginOption.of("proximal", "0", "FedProx at the owners"),
          PluginOption.of("noise-multiplier", "0", "noise over the sensitivity; 0 for none"),
          PluginOption.of("delta", "0.00001", "of (epsilon, delta)"),
          PluginOption.of("local-epochs", "10", "of training at the owners"),
          PluginOption.of("rate", "0.01", "learning rate at the owners"),
          PluginOption.of("batch", "64", "pictures at a time at the owners"),
          PluginOption.of("momentum", "0.9", "at the owners"),
          PluginOption.of("weight-decay", "0.0005", "at the owners"));

  private ListedOptions() {}
}
