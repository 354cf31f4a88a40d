package io.sharelens.node.plugin;

import io.sharelens.spi.PluginPoint;
import java.util.List;

/** Where extensions come from: zips in production, listed factories in tests. */
public interface PluginSource extends AutoCloseable {
  /** All plugins, sorted by id. */
  List<PluginIdentity> plugins();

  /** What a plugin is, in one sentence; empty if it does not say. */
  default String description(PluginIdentity plugin) {
    return "";
  }

  /** All extensions of one extension point, in no particular order. */
  <T extends PluginPoint> List<Provided<T>> extensions(Class<T> point);

  @Override
  void close();
}
