package io.sharelens.spi;

import org.pf4j.ExtensionPoint;

/** What all extension points have in common. Implementations are stateless factories. */
public interface PluginPoint extends ExtensionPoint {
  /** Unique among the plugins of its extension point; the name that a scheme's YAML uses. */
  String name();
}
