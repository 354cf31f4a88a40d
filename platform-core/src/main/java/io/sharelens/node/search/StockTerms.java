package io.sharelens.node.search;

import io.sharelens.node.stock.PackOffer;
import java.util.List;

/**
 * Packs of dealer material for one search: what node 1 offers, and what node 2 chooses of it.
 *
 * @param packs in the order in which both take from them
 */
record StockTerms(List<PackOffer> packs) {
  StockTerms {
    packs = List.copyOf(packs);
  }
}
