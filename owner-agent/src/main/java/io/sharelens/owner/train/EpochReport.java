package io.sharelens.owner.train;

/**
 * Progress of a training.
 *
 * @param epoch 1 for the first
 * @param epochs in all
 * @param loss mean over the epoch
 * @param accuracy share of training pictures that were classified right in this epoch, 0..1
 * @param seconds of this epoch
 */
public record EpochReport(int epoch, int epochs, double loss, double accuracy, double seconds) {}
