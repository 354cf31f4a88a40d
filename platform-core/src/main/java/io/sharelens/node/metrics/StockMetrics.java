package io.sharelens.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sharelens.api.StockInfo;
import io.sharelens.node.service.StockService;
import java.util.List;

/**
 * Counts the dealer material that a node keeps; labels are kinds of correlations and their sizes.
 */
final class StockMetrics {
  private final StockService stock;
  private final MultiGauge units;
  private final MultiGauge bytes;

  StockMetrics(StockService stock, MeterRegistry registry) {
    this.stock = stock;
    units =
        MultiGauge.builder("sharelens.stock.units")
            .description("Units of dealer material that are not used up, by kind")
            .register(registry);
    bytes =
        MultiGauge.builder("sharelens.stock.bytes")
            .description("Bytes of these units at node 2, by kind")
            .register(registry);
    FunctionCounter.builder("sharelens.stock.served", stock, s -> s.stock().servedUnits())
        .description("Units that searches took from stock")
        .register(registry);
    FunctionCounter.builder("sharelens.stock.missed", stock, s -> s.stock().missedUnits())
        .description("Units that searches had to ask the dealer for")
        .register(registry);
  }

  /** Brings the labels up to date. */
  void refresh() {
    List<StockInfo.Line> lines = stock.stock().lines();
    units.register(lines.stream().map(l -> MultiGauge.Row.of(tags(l), l.units())).toList(), true);
    bytes.register(
        lines.stream().map(l -> MultiGauge.Row.of(tags(l), l.units() * l.unitBytes())).toList(),
        true);
  }

  private static Tags tags(StockInfo.Line l) {
    return Tags.of("kind", l.kind() + l.params(), "elements", String.valueOf(l.elements()));
  }
}
