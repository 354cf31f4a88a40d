package io.sharelens.node.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.plugin.PluginHost;
import io.sharelens.node.service.NodeRuntime;
import io.sharelens.node.store.Store;

/** Makes runtimes whose plugins come from the configured folder of zips. */
public final class ZipRuntimes implements NodeRuntime.Factory {
  @Override
  public NodeRuntime create(NodeConfig config, Store store, MeterRegistry meters) {
    PluginHost plugins =
        new PluginHost(
            config.plugins(), config.data().resolve("plugins-unpacked"), Version.current());
    try {
      return new PartyRuntime(config, store, plugins);
    } catch (RuntimeException e) {
      plugins.close();
      throw e;
    }
  }
}
