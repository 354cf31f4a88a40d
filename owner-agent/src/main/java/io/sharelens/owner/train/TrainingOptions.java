package io.sharelens.owner.train;

/**
 * How to train.
 *
 * @param epochs passes over the pictures
 * @param batch pictures in a step
 * @param rate learning rate after the warm-up
 * @param momentum of stochastic gradient descent
 * @param weightDecay L2 regularisation
 * @param warmUp epochs over which the rate rises from near 0; VGG11 has no batch normalisation and
 *     diverges from random weights without it
 * @param clip limit of each gradient component; 0 for none
 * @param proximal FedProx: weight of half the squared distance from the first weights; 0 for none
 * @param seed of order, crops, flips
 */
public record TrainingOptions(
    int epochs,
    int batch,
    float rate,
    float momentum,
    float weightDecay,
    double warmUp,
    float clip,
    float proximal,
    long seed) {
  /** FLSIR's: rate 0.01, weight decay 5e-4, batches of 64; momentum 0.9 and a warm-up added. */
  public static TrainingOptions standard(int epochs) {
    return new TrainingOptions(epochs, 64, 0.01f, 0.9f, 5e-4f, 2, 0, 0, 1);
  }

  /** The same with smaller batches, for few pictures. */
  public TrainingOptions withBatch(int size) {
    return new TrainingOptions(
        epochs, size, rate, momentum, weightDecay, warmUp, clip, proximal, seed);
  }

  /** The same with another rate. */
  public TrainingOptions withRate(float other) {
    return new TrainingOptions(
        epochs, batch, other, momentum, weightDecay, warmUp, clip, proximal, seed);
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(
        epochs, batch, rate, momentum, weightDecay, warmUp, clip, proximal, other);
  }

  /** The same, held back towards the first weights (FedProx). */
  public TrainingOptions withProximal(float other) {
    return new TrainingOptions(
        epochs, batch, rate, momentum, weightDecay, warmUp, clip, other, seed);
  }
}
