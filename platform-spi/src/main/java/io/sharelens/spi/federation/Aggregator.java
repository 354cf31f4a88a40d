package io.sharelens.spi.federation;

import io.sharelens.spi.PartyContext;
import java.util.List;
import java.util.Optional;

/** Aggregation with given options. Stateless; safe to share between sessions. */
public interface Aggregator {
  /** What every owner's update must keep to; public. */
  UpdateRules rules();

  /** How owners should train; their own policy may ask for less. */
  TrainingWishes training();

  /**
   * Adds the shares up and opens the sum, and nothing else. Both parties call it with programmes
   * that differ in the shares alone. Works block by block: memory does not grow with the number of
   * owners or the length.
   *
   * @param sink gets the opened words in ascending order; what it got counts only when this returns
   * @throws io.sharelens.mpc.error.LensException PROTOCOL {@code sum-out-of-bounds} if the sum is
   *     none that updates within the rules can have
   */
  void open(PartyContext context, SumProgramme programme, SumSink sink);

  /** How the mean update changes the model. */
  ServerOptimiser optimiser();

  /**
   * What the rounds so far have told about any one owner; empty where no noise is added.
   *
   * @param rounds those whose sums were opened
   */
  Optional<PrivacySpent> privacy(List<NoisyRound> rounds);

  /** Takes opened words. */
  @FunctionalInterface
  interface SumSink {
    /**
     * @param from place of the first of {@code words} in the sum
     */
    void accept(long from, int[] words);
  }

  /**
   * An opened sum, for the accountant.
   *
   * @param contributors owners whose noise is in it
   */
  record NoisyRound(int contributors) {}

  /**
   * Differential privacy of one owner's whole contribution: (epsilon, delta).
   *
   * @param epsilon after all rounds
   * @param delta fixed by the options
   * @param rounds counted
   */
  record PrivacySpent(double epsilon, double delta, int rounds) {}
}
