package io.sharelens.api;

import java.util.List;

/**
 * Dealer material that a node keeps for searches.
 *
 * @param kept whether this node keeps a stock
 * @param lines what there is, and what searches ask for
 * @param servedUnits units that searches took from here since the node started
 * @param missedUnits units that searches had to ask the dealer for, as there were too few here
 */
public record StockInfo(boolean kept, List<Line> lines, long servedUnits, long missedUnits) {
  public StockInfo {
    lines = List.copyOf(lines);
  }

  /**
   * One kind of units.
   *
   * @param kind of correlation
   * @param params of the kind
   * @param elements in a unit
   * @param units not used up
   * @param unitBytes of one at node 2; 0 if not known yet
   * @param perSearch units that a search asks for, as far as known
   */
  public record Line(
      String kind, List<Long> params, int elements, long units, long unitBytes, double perSearch) {
    public Line {
      params = List.copyOf(params);
    }
  }
}
