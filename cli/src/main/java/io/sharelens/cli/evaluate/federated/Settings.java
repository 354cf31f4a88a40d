package io.sharelens.cli.evaluate.federated;

import io.sharelens.mpc.error.LensException;
import java.util.List;

/**
 * How the experiment is run.
 *
 * @param owners numbers of owners, one federation for each
 * @param rounds of each federation
 * @param localEpochs passes over an owner's pictures in a round
 * @param split how pictures are dealt
 * @param batch pictures in a step
 * @param rate learning rate
 * @param momentum of stochastic gradient descent
 * @param weightDecay L2 regularisation
 * @param proximal FedProx weight; 0 for FedAvg
 * @param seed of halves and split
 * @param queries most held-out pictures that are queries
 * @param limit most pictures taken of the folder
 * @param central whether to train on all pictures in one place too
 * @param alone whether to train each owner for itself too
 */
public record Settings(
    List<Integer> owners,
    int rounds,
    int localEpochs,
    Split split,
    int batch,
    double rate,
    double momentum,
    double weightDecay,
    double proximal,
    long seed,
    int queries,
    int limit,
    boolean central,
    boolean alone) {
  /** More are never aggregated in one round. */
  private static final int MOST_OWNERS = 64;

  public Settings {
    owners = owners.stream().sorted().distinct().toList();
    if (owners.isEmpty() || owners.getFirst() < 2 || owners.getLast() > MOST_OWNERS) {
      throw bad("--owners takes numbers from 2 to " + MOST_OWNERS);
    }
    if (rounds < 1 || localEpochs < 1 || batch < 1 || queries < 1 || limit < 6) {
      throw bad("rounds, local epochs, batch and queries must be positive, limit at least 6");
    }
    if (!(rate > 0) || !Double.isFinite(rate) || !(momentum >= 0 && momentum < 1)) {
      throw bad("--rate must be positive, --momentum from 0 to less than 1");
    }
    if (!(proximal >= 0) || !Double.isFinite(proximal)) {
      throw bad("--proximal must not be negative");
    }
  }

  /** Passes of central and lone training over their pictures: as many as an owner's in all. */
  int epochs() {
    return rounds * localEpochs;
  }

  private static LensException bad(String why) {
    return LensException.user("bad-option", why);
  }
}
