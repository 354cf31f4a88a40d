package io.sharelens.node.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.store.Store;

/** The half of a node that computes: plugins, party port, epochs, sessions, jobs. */
public interface NodeRuntime extends AutoCloseable {
  NodeServices services();

  /** Starts listening to the other nodes and scheduling work; REST is up when this is called. */
  void start();

  /** Ends sessions and jobs and frees the ports. */
  @Override
  void close();

  /** Makes a runtime: loads plugins and scheme, and fails if they do not fit. */
  @FunctionalInterface
  interface Factory {
    NodeRuntime create(NodeConfig config, Store store, MeterRegistry meters);
  }
}
