package io.sharelens.node.round.sum;

import org.jspecify.annotations.Nullable;

/**
 * First document of an aggregate session, from node 1 to node 2.
 *
 * @param kind {@link ContributorSet#KIND} to add up updates, {@code losses} for the losses of a set
 *     of reports that node 2 has committed to, {@code precisions} for theirs
 * @param round its number
 * @param set the set of contributors; null for losses and precisions
 */
record SumOffer(String kind, long round, @Nullable ContributorSet set) {
  static final String LOSSES = "losses";
  static final String PRECISIONS = "precisions";
}
