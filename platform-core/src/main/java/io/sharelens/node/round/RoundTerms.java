package io.sharelens.node.round;

import io.sharelens.api.RoundRules;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory.AggregatorTraits;
import io.sharelens.spi.federation.TrainingWishes;
import io.sharelens.spi.federation.UpdateRules;

/**
 * What rounds at this node go by.
 *
 * @param aggregator of the scheme
 * @param traits of it
 * @param settings deadlines and triggers
 */
record RoundTerms(Aggregator aggregator, AggregatorTraits traits, RoundSettingsBook settings) {
  /** Deadlines and triggers as they are now. */
  RoundsConfig config() {
    return settings.config();
  }

  UpdateRules rules() {
    return aggregator.rules();
  }

  /** The rules as owners get them. */
  RoundRules document() {
    UpdateRules u = aggregator.rules();
    TrainingWishes t = aggregator.training();
    return new RoundRules(
        u.minOwners(),
        u.maxOwners(),
        u.maxPictures(),
        u.clipNorm(),
        u.clipValue(),
        u.fractionBits(),
        u.lossScale(),
        u.maxLoss(),
        u.noise(),
        t.epochs(),
        t.batch(),
        t.rate(),
        t.momentum(),
        t.weightDecay(),
        t.proximal());
  }
}
