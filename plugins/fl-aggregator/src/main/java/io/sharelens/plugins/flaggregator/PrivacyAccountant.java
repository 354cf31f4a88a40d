package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.federation.Aggregator.NoisyRound;
import io.sharelens.spi.federation.Aggregator.PrivacySpent;
import java.util.List;

/**
 * (epsilon, delta) of all opened sums, for neighbours that differ in one owner's whole contribution
 * (all its rounds) being zero. Each owner adds noise of deviation z * S / sqrt(minOwners) to an
 * update of norm at most S = maxPictures * clipNorm, so m contributors together z_t = z * sqrt(m /
 * minOwners) times S. Gaussian mechanisms compose exactly: as one with 1 / z^2 = sum of 1 / z_t^2.
 * Epsilon follows from the analytic Gaussian mechanism (Balle and Wang, 2018, theorem 8), which is
 * tight.
 *
 * <p>Numbers of pictures count as public. Owners who collude know their own noise: c of them leave
 * z * sqrt((m - c) / minOwners).
 */
final class PrivacyAccountant {
  private final double multiplier;
  private final int minOwners;
  private final double delta;

  PrivacyAccountant(AggregatorOptions options) {
    multiplier = options.noiseMultiplier();
    minOwners = options.rules().minOwners();
    delta = options.delta();
  }

  PrivacySpent spent(List<NoisyRound> rounds) {
    double sum = 0;
    for (NoisyRound round : rounds) {
      sum += minOwners / (multiplier * multiplier * round.contributors());
    }
    return new PrivacySpent(epsilon(Math.sqrt(sum), delta), delta, rounds.size());
  }

  /** Least epsilon of a Gaussian mechanism whose sensitivity is {@code mu} deviations. */
  static double epsilon(double mu, double delta) {
    if (delta(mu, 0) <= delta) {
      return 0;
    }
    double high = 1;
    while (delta(mu, high) > delta) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (delta(mu, middle) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Least delta of it: Phi(mu/2 - epsilon/mu) - e^epsilon Phi(-mu/2 - epsilon/mu). */
  static double delta(double mu, double epsilon) {
    if (mu == 0) {
      return 0;
    }
    double first = NormalTail.log(epsilon / mu - mu / 2);
    double second = NormalTail.log(epsilon / mu + mu / 2);
    return StrictMath.exp(first) - StrictMath.exp(epsilon + second);
  }
}
