package io.sharelens.spi;

import io.sharelens.mpc.dealer.Correlation;
import java.util.List;

/** Extension point: comparison protocols. */
public interface ComparisonFactory extends PluginPoint {
  ComparisonTraits traits();

  /** The party's half. */
  ComparisonProtocol create(PluginConfig config, PartyContext context);

  /** The dealer's half: kinds of correlated randomness; empty without a dealer. */
  List<Correlation> correlations();

  /** Declared cost of {@link ComparisonProtocol#negative}. */
  Cost negativeCost();

  /** Declared cost of {@link ComparisonProtocol#relu} with {@code bits} truncated. */
  Cost reluCost(int bits);

  /** Declared cost of {@link ComparisonProtocol#max}. */
  Cost maxCost();

  /** Declared cost of {@link Pooling#enter} where {@code bits} are truncated in the end. */
  default Cost poolingEnterCost(int bits) {
    return new Cost(0, 0, 0);
  }

  /** Declared cost of {@link Pooling#max} where {@code bits} are truncated in the end. */
  default Cost poolingMaxCost(int bits) {
    return maxCost();
  }

  /** Declared cost of {@link Pooling#relu} with {@code bits} truncated. */
  default Cost poolingReluCost(int bits) {
    return reluCost(bits);
  }
}
