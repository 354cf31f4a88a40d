package io.sharelens.node.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sharelens.api.RoundState;
import io.sharelens.node.service.StockService;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.EpochRow;
import io.sharelens.node.store.Store;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the node counts. No name of an owner, user or picture is ever a label. */
public final class NodeMetrics implements AutoCloseable {
  private static final List<String> SESSION_KINDS =
      List.of("control", "extract", "search", "stock", "aggregate");
  private static final List<String> SESSION_STATES =
      List.of("RUNNING", "DONE", "FAILED", "CANCELLED");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile @Nullable StockMetrics stock;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * @param node number of the node, a label of everything
   */
  public NodeMetrics(int node, Store store) {
    registry.config().commonTags("node", String.valueOf(node));
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    for (AttemptState state : AttemptState.values()) {
      Gauge.builder("sharelens.attempts", () -> store.pictures().counts().get(state))
          .description("Upload attempts by state")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(
            "sharelens.epoch", () -> store.epochs().current().map(EpochRow::number).orElse(0L))
        .description("Number of the committed epoch")
        .register(registry);
    Gauge.builder("sharelens.jobs.open", () -> store.jobs().open().size())
        .description("Jobs that are not over")
        .register(registry);
    for (RoundState state : RoundState.values()) {
      Gauge.builder("sharelens.rounds", () -> store.rounds().count(state))
          .description("Training rounds by state")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (String kind : SESSION_KINDS) {
      for (String state : SESSION_STATES) {
        Gauge.builder("sharelens.sessions", () -> store.sessions().count(kind, state))
            .description("Sessions between nodes by kind and state")
            .tag("kind", kind)
            .tag("state", state.toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
  }

  /** Counts a node's dealer material from now on. */
  public void watch(StockService stock) {
    this.stock = new StockMetrics(stock, registry);
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Everything in Prometheus' text format. */
  public String scrape() {
    StockMetrics s = stock;
    if (s != null) {
      s.refresh();
    }
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
