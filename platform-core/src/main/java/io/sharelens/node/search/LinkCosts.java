package io.sharelens.node.search;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchCost.PhaseCost;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.List;

/** Costs of a search of three servers: each node sees two of the three links. */
public final class LinkCosts {
  private LinkCosts() {}

  /**
   * All three links, as node 1 or 2 tells a client.
   *
   * @param mine what this node saw of its two links
   * @param third what node 3 saw of the link between the two others than this node
   * @param offline whether this node tells what was spent offline: one node does, so that adding up
   *     nodes 1 and 2 gives the sum, as it does with a dealer
   */
  public static SearchCost all(SearchCost mine, SearchCost third, boolean offline) {
    if (mine.phases().size() != third.phases().size()) {
      throw LensException.protocol("phases-differ", "node 3 saw other phases of the search");
    }
    List<PhaseCost> phases = new ArrayList<>();
    for (int i = 0; i < mine.phases().size(); i++) {
      PhaseCost a = mine.phases().get(i);
      PhaseCost b = third.phases().get(i);
      phases.add(
          new PhaseCost(
              a.phase(),
              a.seconds(),
              a.rounds(),
              a.onlineBytes() + b.onlineBytes(),
              offline ? a.offlineBytes() + b.offlineBytes() : 0));
    }
    return new SearchCost(
        mine.seconds(),
        mine.rounds(),
        mine.onlineBytes() + third.onlineBytes(),
        offline ? mine.offlineBytes() + third.offlineBytes() : 0,
        phases);
  }
}
