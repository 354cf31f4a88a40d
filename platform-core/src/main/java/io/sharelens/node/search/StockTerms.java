package io.sharelens.node.search;

import io.sharelens.node.stock.PackOffer;
import java.util.List;
import java.util.UUID;

/**
 * Packs of dealer material for one search: what node 1 offers, and what node 2 chooses of it.
 *
 * @param packs in the order in which both take from them
 * @param gone offered packs that node 2 does not have, so that node 1 need not keep them
 */
record StockTerms(List<PackOffer> packs, List<UUID> gone) {
  StockTerms {
    packs = List.copyOf(packs);
    gone = List.copyOf(gone);
  }
}
