package io.sharelens.api;

import java.util.List;

/**
 * Measured cost of a session at one node.
 *
 * @param seconds from the start of the session to its end
 * @param rounds exchanges with the other computing party
 * @param onlineBytes to and from the other computing party
 * @param offlineBytes from the dealer
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
