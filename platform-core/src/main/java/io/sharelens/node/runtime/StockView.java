package io.sharelens.node.runtime;

import io.sharelens.api.StockInfo;
import io.sharelens.node.service.StockService;
import io.sharelens.node.stock.Stock;
import io.sharelens.node.stock.StockLine;

/** Shows the stock to the REST layer. */
record StockView(Stock kept) implements StockService {
  @Override
  public StockInfo stock() {
    return new StockInfo(
        kept != Stock.OFF,
        kept.lines().stream().map(StockView::line).toList(),
        kept.servedUnits(),
        kept.missedUnits());
  }

  private static StockInfo.Line line(StockLine l) {
    return new StockInfo.Line(
        l.label().kind(),
        l.label().params(),
        l.label().elements(),
        l.units(),
        l.unitBytes(),
        l.perSearch());
  }

  @Override
  public void clearStock() {
    kept.clear();
  }
}
