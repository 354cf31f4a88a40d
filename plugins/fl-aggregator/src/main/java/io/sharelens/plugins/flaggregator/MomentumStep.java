package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.federation.ServerOptimiser;

/** v = beta1 * v + mean; w + rate * v. The state is v. */
record MomentumStep(StepRates rates) implements ServerOptimiser {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void step(int round, float[] weights, float[] mean, float[][] state) {
    float[] velocity = state[0];
    for (int i = 0; i < weights.length; i++) {
      velocity[i] = (float) (rates.beta1() * velocity[i] + mean[i]);
      weights[i] = (float) (weights[i] + rates.rate() * velocity[i]);
    }
  }
}
