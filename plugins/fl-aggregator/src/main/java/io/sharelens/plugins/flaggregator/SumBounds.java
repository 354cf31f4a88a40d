package io.sharelens.plugins.flaggregator;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.SumProgramme.Removal;
import io.sharelens.spi.federation.UpdateRules;

/**
 * What a sum of updates within the rules can be: every word, the norm of the weights' part, the
 * loss; of precisions, each. Rounding and {@value AggregatorOptions#NOISE_MARGIN} deviations of the
 * noise are allowed for. Takes opened words in ascending order and remembers the first that cannot
 * be.
 */
final class SumBounds {
  /** A word beyond is another number than it says. */
  static final double WRAP = 0x1p31;

  /** Room for the float arithmetic of the owners. */
  private static final double SLACK = 1 + 1e-6;

  private final long parameters;
  private final double word;
  private final double norm;
  private final double figure;
  private double squares;
  private String violation = "";

  /**
   * @throws LensException USER {@code removal-too-large} if words could wrap
   */
  SumBounds(UpdateRules rules, SumProgramme programme) {
    parameters = programme.parameters();
    int owners = programme.updates().size();
    double reach = programme.pictures();
    double rounding = 0.5 * owners;
    double variance = owners;
    for (Removal r : programme.removals()) {
      reach += r.factor() * r.pictures();
      rounding += 0.5 * r.factor() + ScaledRemovals.ERROR;
      variance += r.factor() * r.factor();
    }
    double noise = rules.noise() * Math.sqrt(variance);
    double root = Math.sqrt(parameters);
    double margin = AggregatorOptions.NOISE_MARGIN;
    word = (reach * rules.clipValue() * SLACK + margin * noise) * rules.scale() + rounding;
    norm =
        (reach * rules.clipNorm() * SLACK + noise * (root + margin)) * rules.scale()
            + rounding * root;
    double most = programme.precisions() ? 1 : rules.maxLoss();
    figure = rules.noise() > 0 ? 0 : programme.pictures() * most * rules.lossScale() + 0.5 * owners;
    if (word >= WRAP) {
      throw LensException.user(
          "removal-too-large",
          "what would be subtracted may be "
              + (long) word
              + " words: too large a part of its round; train again from the version before");
    }
  }

  /** Takes the next words. */
  void check(long from, int[] words) {
    int weights = (int) Math.clamp(parameters - from, 0, words.length);
    int largest = 0;
    int smallest = 0;
    for (int i = 0; i < weights; i++) {
      largest = Math.max(largest, words[i]);
      smallest = Math.min(smallest, words[i]);
    }
    double reached = Math.max(largest, -(double) smallest);
    if (reached > word) {
      violated("a weight's change of " + (long) reached + " words, where " + (long) word);
    }
    squares += squares(words, weights);
    for (int i = weights; i < words.length; i++) {
      if (words[i] < 0 || words[i] > figure) {
        violated("a loss or precision of " + words[i] + " words, where 0 to " + (long) figure);
      }
    }
  }

  /**
   * PROTOCOL {@code sum-out-of-bounds} if the sum is none that owners within the rules can make.
   */
  void require() {
    if (Math.sqrt(squares) > norm) {
      violated("a norm of " + (long) Math.sqrt(squares) + " words, where " + (long) norm);
    }
    if (!violation.isEmpty()) {
      throw LensException.protocol(
          "sum-out-of-bounds",
          "the sum of the updates has "
              + violation
              + " is the most that clipped updates reach: an owner did not clip, or its two shares"
              + " do not belong together");
    }
  }

  private void violated(String what) {
    if (violation.isEmpty()) {
      violation = what;
    }
  }

  /** Four sums, since one would wait for itself at every step. */
  private static double squares(int[] words, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += (double) words[i] * words[i];
      b += (double) words[i + 1] * words[i + 1];
      c += (double) words[i + 2] * words[i + 2];
      d += (double) words[i + 3] * words[i + 3];
    }
    for (; i < n; i++) {
      a += (double) words[i] * words[i];
    }
    return a + b + (c + d);
  }
}
