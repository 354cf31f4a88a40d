package io.sharelens.spi.federation;

/**
 * How the platform would like owners to train in a round.
 *
 * @param epochs passes over the owner's pictures
 * @param batch pictures in a step
 * @param rate learning rate
 * @param momentum of stochastic gradient descent
 * @param weightDecay L2 regularisation
 * @param proximal FedProx: weight of half the squared distance from the global model; 0 for FedAvg
 */
public record TrainingWishes(
    int epochs, int batch, double rate, double momentum, double weightDecay, double proximal) {}
