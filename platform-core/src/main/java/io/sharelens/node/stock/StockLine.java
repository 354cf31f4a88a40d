package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.UnitLabel;

/**
 * What a stock holds of one label.
 *
 * @param label what a unit is
 * @param units not used up
 * @param unitBytes of one at server 2; 0 if not known yet
 * @param perSearch units that a search needs, as far as known
 */
public record StockLine(UnitLabel label, long units, long unitBytes, double perSearch) {
  /** The same with some units more. */
  StockLine plus(int more) {
    return new StockLine(label, units + more, unitBytes, perSearch);
  }
}
