package io.sharelens.node.service;

import io.sharelens.api.StockInfo;

/** The dealer material that this node keeps for searches. */
public interface StockService {
  StockInfo stock();

  /** Removes all of it; what a search uses goes when the search ends. */
  void clearStock();
}
