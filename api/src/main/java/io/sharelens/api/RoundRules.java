package io.sharelens.api;

/**
 * What an update has to keep to and how owners should train; set by the scheme's aggregator.
 *
 * @param minOwners fewer contributors open nothing
 * @param maxOwners more contributors are not taken
 * @param maxPictures largest weight of an owner
 * @param clipNorm largest Euclidean norm of an owner's change of the weights
 * @param clipValue largest change of one weight
 * @param fractionBits fixed-point precision of pictures times change
 * @param lossScale words per unit of pictures times loss
 * @param maxLoss larger losses are sent as this
 * @param noise standard deviation of each owner's noise on pictures times change; 0 for none
 * @param epochs local passes wished for
 * @param batch pictures in a step
 * @param rate learning rate
 * @param momentum of stochastic gradient descent
 * @param weightDecay L2 regularisation
 * @param proximal FedProx weight; 0 for none
 */
public record RoundRules(
    int minOwners,
    int maxOwners,
    int maxPictures,
    double clipNorm,
    double clipValue,
    int fractionBits,
    double lossScale,
    double maxLoss,
    double noise,
    int epochs,
    int batch,
    double rate,
    double momentum,
    double weightDecay,
    double proximal) {}
