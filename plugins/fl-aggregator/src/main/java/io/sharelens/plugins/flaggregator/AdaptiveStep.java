package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.federation.ServerOptimiser;

/**
 * FedAdam and FedYogi (Reddi et al. 2021, algorithm 2): m = beta1 m + (1 - beta1) mean; v = beta2 v
 * + (1 - beta2) mean^2 for FedAdam, v - (1 - beta2) mean^2 sign(v - mean^2) for FedYogi; w + rate m
 * / (sqrt(v) + tau). v starts with tau^2, as there. The state is m and v.
 */
record AdaptiveStep(StepRates rates, boolean yogi) implements ServerOptimiser {
  @Override
  public int width() {
    return 2;
  }

  @Override
  public void step(int round, float[] weights, float[] mean, float[][] state) {
    float[] first = state[0];
    float[] second = state[1];
    double tau = rates.tau();
    for (int i = 0; i < weights.length; i++) {
      double square = (double) mean[i] * mean[i];
      double before = round == 1 ? tau * tau : second[i];
      first[i] = (float) (rates.beta1() * first[i] + (1 - rates.beta1()) * mean[i]);
      second[i] = (float) moment(before, square);
      weights[i] = (float) (weights[i] + rates.rate() * first[i] / (Math.sqrt(second[i]) + tau));
    }
  }

  private double moment(double before, double square) {
    return yogi
        ? before - (1 - rates.beta2()) * square * Math.signum(before - square)
        : rates.beta2() * before + (1 - rates.beta2()) * square;
  }
}
