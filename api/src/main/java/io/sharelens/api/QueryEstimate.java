package io.sharelens.api;

import io.sharelens.api.SearchCost.PhaseCost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one query costs with a scheme, found by rehearsing it in the node's process: with drawn
 * features instead of those of pictures, and the model's own graph.
 *
 * @param id of the estimate
 * @param state where it stands
 * @param step what it does, for people; empty before it begins and when it is over
 * @param done steps done
 * @param total steps in all
 * @param cause why it failed; null otherwise
 * @param scheme the scheme that was asked about
 * @param summary what the scheme reveals beyond sizes and times, in one sentence
 * @param size of what is searched
 * @param result what was found; null before it is done
 * @param created ISO-8601
 * @param ended ISO-8601; null before it is over
 */
public record QueryEstimate(
    String id,
    State state,
    String step,
    int done,
    int total,
    @Nullable String cause,
    SchemeView scheme,
    String summary,
    Size size,
    @Nullable Result result,
    String created,
    @Nullable String ended) {
  /** Where an estimate stands. */
  public enum State {
    /** Another one runs, or a search does. */
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether it will not change any more. */
    public boolean over() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * The size at which a query was rehearsed.
   *
   * @param pictures that can be found now
   * @param dimension numbers in a feature
   * @param k results wanted
   * @param model SHA-256 of the model
   * @param inputSize height and width of its input in pixels
   */
  public record Size(int pictures, int dimension, int k, String model, int inputSize) {}

  /**
   * What a query costs. Rounds and bytes are counted as in {@link SearchCost}, where nodes 1 and 2
   * add up their offline bytes.
   *
   * @param exact whether each query takes just these rounds and bytes; otherwise they depend on
   *     chance, and these are means of {@code runs}
   * @param runs rehearsals that were counted
   * @param rounds exchanges among the computing nodes
   * @param onlineBytes among the computing nodes
   * @param offlineBytes from the dealer, or among the nodes before any input is needed; material
   *     that a search takes from a node's stock was dealt before, and is counted here all the same
   * @param seconds that a search will report
   * @param phases the same by phase
   * @param basis what the seconds were made from
   */
  public record Result(
      boolean exact,
      int runs,
      long rounds,
      long onlineBytes,
      long offlineBytes,
      double seconds,
      List<PhaseCost> phases,
      Basis basis) {
    public Result {
      phases = List.copyOf(phases);
    }
  }

  /**
   * How seconds were found.
   *
   * @param computeSeconds of the rehearsal, with no network
   * @param networkSeconds added for the links
   * @param roundTripMillis between the nodes, as measured; 0 where none was reached
   * @param megabitsPerSecond that were assumed for each link
   * @param sharedCores whether the nodes are taken to run on one machine, as here
   * @param cores of this machine
   * @param assumptions for people, one sentence each
   */
  public record Basis(
      double computeSeconds,
      double networkSeconds,
      double roundTripMillis,
      double megabitsPerSecond,
      boolean sharedCores,
      int cores,
      List<String> assumptions) {
    public Basis {
      assumptions = List.copyOf(assumptions);
    }
  }
}
