package io.sharelens.mpc.dealer;

import java.util.List;

/** What one session may take out of this server's stock. Used by the session's one thread. */
@FunctionalInterface
public interface MaterialStock {
  /** Holds nothing. */
  MaterialStock EMPTY = (label, units) -> List.of();

  /**
   * Takes units for good: it is durable before this returns that they are used up, whatever becomes
   * of the session. Both servers take the same units, since they ask for the same.
   *
   * @param units how many are needed
   * @return so many, in the order agreed with the other server; empty if there are fewer
   * @throws io.sharelens.mpc.error.LensException RESOURCES if the stock cannot be read or written
   */
  List<StockUnit> take(UnitLabel label, int units);
}
