package io.sharelens.cli.evaluate.federated;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the experiment found.
 *
 * @param setup what was run
 * @param data pictures
 * @param start the first model, before any training
 * @param central the same training pictures in one place; null if left out
 * @param federations one for each number of owners
 * @param paper the paper's figures, for comparison; not measured here
 * @param verdict the worst of the federations' verdicts
 */
public record FederatedReport(
    Setup setup,
    Data data,
    Quality start,
    @Nullable Trained central,
    List<Federation> federations,
    Paper paper,
    String verdict) {
  public FederatedReport {
    federations = List.copyOf(federations);
  }

  /**
   * @param scheme name
   * @param model what the first weights are
   * @param backbone name of the graph
   * @param size input size in pixels
   * @param parameters weights of the model
   * @param split how pictures are dealt
   * @param rounds wanted
   * @param localEpochs passes over an owner's pictures in a round
   * @param batch pictures in a step
   * @param rate learning rate, of federated, central and lone training
   * @param momentum of stochastic gradient descent
   * @param proximal FedProx weight; 0 for FedAvg
   * @param seed of halves and split
   */
  public record Setup(
      String scheme,
      String model,
      String backbone,
      int size,
      long parameters,
      String split,
      int rounds,
      int localEpochs,
      int batch,
      double rate,
      double momentum,
      double proximal,
      long seed) {}

  /**
   * @param training pictures that owners have
   * @param heldOut pictures that precision is measured on
   * @param queries leave-one-out queries among them
   * @param chance precision of a random ranking
   * @param ceiling10 largest precision at 10 that any ranking can have
   * @param ceiling50 the same at 50
   */
  public record Data(
      int classes,
      int training,
      int heldOut,
      int queries,
      double chance,
      double ceiling10,
      double ceiling50) {}

  /**
   * A training in one place.
   *
   * @param epochs passes over its pictures, as many as in the federated rounds
   */
  public record Trained(int epochs, int pictures, Quality quality, double seconds) {}

  /**
   * Rounds with so many owners.
   *
   * @param parts what each owner has
   * @param rounds in order
   * @param last after the last round that published
   * @param alone each owner for itself; empty if left out
   * @param aloneMean their mean; null if left out
   * @param processes ids of the nodes' processes
   */
  public record Federation(
      int owners,
      List<Part> parts,
      List<RoundFigures> rounds,
      Quality last,
      List<Trained> alone,
      @Nullable Quality aloneMean,
      List<Long> processes,
      Verdict verdict) {
    public Federation {
      parts = List.copyOf(parts);
      rounds = List.copyOf(rounds);
      alone = List.copyOf(alone);
      processes = List.copyOf(processes);
    }
  }

  /** An owner's pictures, in all and of each class. */
  public record Part(int pictures, List<Integer> byClass) {
    public Part {
      byClass = List.copyOf(byClass);
    }
  }
}
