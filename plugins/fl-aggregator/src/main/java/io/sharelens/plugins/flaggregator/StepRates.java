package io.sharelens.plugins.flaggregator;

/**
 * Numbers of the servers' step.
 *
 * @param rate learning rate
 * @param beta1 decay of the first moment, or of the momentum
 * @param beta2 decay of the second moment
 * @param tau added to the root of the second moment
 */
record StepRates(double rate, double beta1, double beta2, double tau) {}
