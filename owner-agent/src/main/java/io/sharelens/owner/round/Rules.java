package io.sharelens.owner.round;

import io.sharelens.api.RoundRules;
import io.sharelens.spi.federation.UpdateRules;

/** A round's rules as the encoder of updates takes them. */
final class Rules {
  private Rules() {}

  static UpdateRules ofUpdates(RoundRules rules) {
    return new UpdateRules(
        rules.minOwners(),
        rules.maxOwners(),
        rules.maxPictures(),
        rules.clipNorm(),
        rules.clipValue(),
        rules.fractionBits(),
        rules.lossScale(),
        rules.maxLoss(),
        rules.noise());
  }
}
