package io.sharelens.owner.round;

import io.sharelens.api.RoundRules;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.train.TrainingOptions;

/**
 * What an owner is willing to do in a round; the platform may wish for less, not for more.
 *
 * @param maxEpochs most passes over the pictures
 * @param maxBatch most pictures in a step
 * @param maxPictures most pictures trained on, spread evenly; the rest is left out
 * @param warmUp epochs over which the rate rises; 0 where training goes on from good weights
 * @param minOwners fewest contributors that hide this owner's update well enough; a round that
 *     would open a sum of fewer is not joined
 * @param maxModelBytes larger models are refused
 */
public record TrainingLimits(
    int maxEpochs,
    int maxBatch,
    int maxPictures,
    double warmUp,
    int minOwners,
    long maxModelBytes) {
  /** The paper's local epochs and batch, at least 3 owners, models up to 1 GiB. */
  public static TrainingLimits standard() {
    return new TrainingLimits(10, 64, Integer.MAX_VALUE, 0, 3, 1L << 30);
  }

  /** The same with another number of owners that an update has to be hidden among. */
  public TrainingLimits withMinOwners(int other) {
    return new TrainingLimits(maxEpochs, maxBatch, maxPictures, warmUp, other, maxModelBytes);
  }

  /**
   * How to train in a round.
   *
   * @param seed of order, crops and flips
   * @throws LensException USER {@code bad-rules} if the wishes are none that anybody can follow,
   *     {@code too-few-owners} if the round would open sums of fewer owners than this one accepts
   */
  TrainingOptions options(RoundRules rules, long seed) {
    check(rules);
    return new TrainingOptions(
        Math.min(rules.epochs(), maxEpochs),
        Math.min(rules.batch(), maxBatch),
        (float) rules.rate(),
        (float) rules.momentum(),
        (float) rules.weightDecay(),
        warmUp,
        0,
        (float) rules.proximal(),
        seed);
  }

  private static void requireRange(String what, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw LensException.user(
          "bad-rules",
          "the round asks for %s of %s; anything from %s to %s is possible"
              .formatted(what, value, from, to));
    }
  }

  void check(RoundRules rules) {
    if (rules.minOwners() < minOwners) {
      throw LensException.user(
          "too-few-owners",
          "the round would open the sum of %d owners; this owner's policy asks for %d"
              .formatted(rules.minOwners(), minOwners));
    }
    requireRange("epochs", rules.epochs(), 1, 10_000);
    requireRange("a batch", rules.batch(), 1, 1 << 20);
    requireRange("a rate", rules.rate(), Float.MIN_VALUE, 100);
    requireRange("a momentum", rules.momentum(), 0, 1);
    requireRange("a weight decay", rules.weightDecay(), 0, 100);
    requireRange("a proximal weight", rules.proximal(), 0, 1e6);
    requireRange("a clip norm", rules.clipNorm(), Float.MIN_VALUE, 1e9);
    requireRange("a clip value", rules.clipValue(), Float.MIN_VALUE, 1e9);
    requireRange("pictures", rules.maxPictures(), 1, Integer.MAX_VALUE);
    requireRange("fraction bits", rules.fractionBits(), -30, 30);
    requireRange("a loss scale", rules.lossScale(), 0, 1 << 30);
    requireRange("a largest loss", rules.maxLoss(), 0, 1e9);
    requireRange("noise", rules.noise(), 0, 1e9);
  }
}
