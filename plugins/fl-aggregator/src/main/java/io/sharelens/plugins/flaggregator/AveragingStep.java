package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.federation.ServerOptimiser;

/** w + rate * mean. */
record AveragingStep(StepRates rates) implements ServerOptimiser {
  @Override
  public int width() {
    return 0;
  }

  @Override
  public void step(int round, float[] weights, float[] mean, float[][] state) {
    double rate = rates.rate();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] + rate * mean[i]);
    }
  }
}
