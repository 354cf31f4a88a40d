package io.sharelens.api;

import java.util.List;

/**
 * Measured cost of a session at one node.
 *
 * @param seconds from the start of the session to its end
 * @param rounds exchanges among the computing parties
 * @param onlineBytes among the computing parties
 * @param offlineBytes from the dealer to this node; with three servers among them, before any input
 *     is needed, and told by node 1 alone: nodes 1 and 2 together give the sum in both cases
 * @param phases the same by phase, in order
 */
public record SearchCost(
    double seconds, long rounds, long onlineBytes, long offlineBytes, List<PhaseCost> phases) {
  public SearchCost {
    phases = List.copyOf(phases);
  }

  /** Cost of one phase, for example {@code feature}, {@code distance}, {@code ranking}. */
  public record PhaseCost(
      String phase, double seconds, long rounds, long onlineBytes, long offlineBytes) {}
}
