package io.sharelens.plugins.flaggregator;

import io.sharelens.spi.federation.ServerOptimiser;

/** How the servers use the mean update. */
enum Optimiser {
  /** Adds it, times the rate: FedAvg (McMahan et al. 2017). */
  FEDAVG,
  /** Adds a running sum of means: FedAvgM (Hsu et al. 2019). */
  MOMENTUM,
  /** Reddi et al. 2021, algorithm 2. */
  FEDADAM,
  /** Reddi et al. 2021, algorithm 2. */
  FEDYOGI;

  /** Whether the step is linear in the sum, so that a part of it can be taken back. */
  boolean linear() {
    return this == FEDAVG;
  }

  double usualRate() {
    return this == FEDADAM || this == FEDYOGI ? 0.01 : 1;
  }

  ServerOptimiser with(StepRates rates) {
    return switch (this) {
      case FEDAVG -> new AveragingStep(rates);
      case MOMENTUM -> new MomentumStep(rates);
      case FEDADAM -> new AdaptiveStep(rates, false);
      case FEDYOGI -> new AdaptiveStep(rates, true);
    };
  }
}
