package io.sharelens.spi;

import java.util.List;
import org.pf4j.ExtensionPoint;

/** What all extension points have in common. Implementations are stateless factories. */
public interface PluginPoint extends ExtensionPoint {
  /** Unique among the plugins of its extension point; the name that a scheme's YAML uses. */
  String name();

  /** The options that it takes, for people to choose from; empty where it takes none. */
  default List<PluginOption> options() {
    return List.of();
  }

  /**
   * Whether rounds and bytes of a query depend on sizes alone; false where they depend on chance or
   * on what is stored, so that they can only be told on average.
   */
  default boolean fixedCost(PluginConfig config) {
    return true;
  }
}
