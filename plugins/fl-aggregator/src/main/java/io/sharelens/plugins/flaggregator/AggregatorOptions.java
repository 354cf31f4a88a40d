package io.sharelens.plugins.flaggregator;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.federation.TrainingWishes;
import io.sharelens.spi.federation.UpdateRules;

/**
 * The options, checked.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>option</th><th>default</th><th>meaning</th></tr>
 * <tr><td>min-owners</td><td>3</td><td>fewer open nothing; 2 only on request</td></tr>
 * <tr><td>max-owners</td><td>50</td><td>most contributors of a round</td></tr>
 * <tr><td>max-pictures</td><td>2000</td><td>largest weight of an owner</td></tr>
 * <tr><td>clip-norm</td><td>20</td><td>largest norm of an owner's change</td></tr>
 * <tr><td>clip-value</td><td>0.5</td><td>largest change of one weight</td></tr>
 * <tr><td>optimiser</td><td>fedavg</td><td>or momentum, fedadam, fedyogi</td></tr>
 * <tr><td>server-rate</td><td>1; 0.01 if adaptive</td><td>the servers' learning rate</td></tr>
 * <tr><td>beta1, beta2, tau</td><td>0.9, 0.99, 0.001</td><td>of the servers' step</td></tr>
 * <tr><td>proximal</td><td>0</td><td>FedProx</td></tr>
 * <tr><td>noise-multiplier</td><td>0</td><td>noise of the smallest round over the sensitivity</td></tr>
 * <tr><td>delta</td><td>0.00001</td><td>of (epsilon, delta)</td></tr>
 * <tr><td>local-epochs, rate, batch, momentum, weight-decay</td><td>10, 0.01, 64, 0.9, 0.0005</td>
 * <td>training at the owners</td></tr>
 * </table>
 *
 * @param delta of the statement of privacy
 * @param noiseMultiplier deviation of the noise in the smallest round's sum, over {@code
 *     maxPictures * clipNorm}
 */
record AggregatorOptions(
    UpdateRules rules,
    TrainingWishes training,
    Optimiser optimiser,
    StepRates rates,
    double noiseMultiplier,
    double delta) {
  /** Deviations of noise that a sum has room for: beyond once in 10^15 words. */
  static final double NOISE_MARGIN = 8;

  private static final double LIMIT = 1 << 30;
  private static final int LEAST_BITS = 6;
  private static final int MOST_BITS = 24;
  private static final double MAX_LOSS = 20;

  static AggregatorOptions of(PluginConfig config) {
    config.allow(
        "min-owners",
        "max-owners",
        "max-pictures",
        "clip-norm",
        "clip-value",
        "optimiser",
        "server-rate",
        "beta1",
        "beta2",
        "tau",
        "proximal",
        "noise-multiplier",
        "delta",
        "local-epochs",
        "rate",
        "batch",
        "momentum",
        "weight-decay");
    Optimiser optimiser =
        config.choice(
            "optimiser",
            Optimiser.FEDAVG,
            Optimiser.MOMENTUM,
            Optimiser.FEDADAM,
            Optimiser.FEDYOGI);
    StepRates rates =
        new StepRates(
            config.decimal("server-rate", optimiser.usualRate(), 1e-6, 100),
            config.decimal("beta1", 0.9, 0, 0.9999),
            config.decimal("beta2", 0.99, 0, 0.999999),
            config.decimal("tau", 1e-3, 1e-12, 1));
    TrainingWishes training =
        new TrainingWishes(
            config.number("local-epochs", 10, 1, 1000),
            config.number("batch", 64, 1, 65_536),
            config.decimal("rate", 0.01, 1e-9, 10),
            config.decimal("momentum", 0.9, 0, 0.9999),
            config.decimal("weight-decay", 5e-4, 0, 1),
            config.decimal("proximal", 0, 0, 1e6));
    double noise = config.decimal("noise-multiplier", 0, 0, 1000);
    return new AggregatorOptions(
        rules(config, noise),
        training,
        optimiser,
        rates,
        noise,
        config.decimal("delta", 1e-5, 1e-15, 0.1));
  }

  private static UpdateRules rules(PluginConfig config, double noiseMultiplier) {
    int minOwners = config.number("min-owners", 3, 2, 1000);
    int maxOwners = config.number("max-owners", Math.max(50, minOwners), minOwners, 100_000);
    int maxPictures = config.number("max-pictures", 2000, 1, 1_000_000);
    double clipNorm = config.decimal("clip-norm", 20, 1e-6, 1e6);
    double clipValue = config.decimal("clip-value", Math.min(0.5, clipNorm), 1e-9, 1e6);
    // Each adds so much that the noise of the fewest makes the whole.
    double noise = noiseMultiplier * maxPictures * clipNorm / Math.sqrt(minOwners);
    double weights = (double) maxOwners * maxPictures;
    double reach = weights * clipValue + NOISE_MARGIN * noise * Math.sqrt(maxOwners);
    int bits = Math.min(MOST_BITS, fitting(reach, maxOwners));
    int lossBits = Math.min(MOST_BITS, fitting(weights * MAX_LOSS, maxOwners));
    if (bits < LEAST_BITS || lossBits < 0) {
      throw LensException.user(
          "bad-option",
          FlAggregatorFactory.NAME
              + ": max-owners, max-pictures, clip-value and noise-multiplier are too large"
              + " together: sums of 32 bits would keep only "
              + Math.min(bits, lossBits)
              + " bits of a fraction");
    }
    return new UpdateRules(
        minOwners,
        maxOwners,
        maxPictures,
        clipNorm,
        clipValue,
        bits,
        Math.scalb(1.0, lossBits),
        MAX_LOSS,
        noise);
  }

  /** Most fraction bits with which a sum of at most {@code reach}, rounded, stays below 2^30. */
  private static int fitting(double reach, int owners) {
    int bits = MOST_BITS;
    // A part in a million for float rounding at the owners.
    while (Math.scalb(reach * (1 + 1e-6), bits) + owners >= LIMIT && bits > -100) {
      bits--;
    }
    return bits;
  }
}
