package io.sharelens.api;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plugin in a place of a scheme.
 *
 * @param plugin the name that schemes use
 * @param options as the plugin's own documents say; empty for what is usual
 */
public record PluginChoice(String plugin, @Nullable Map<String, String> options) {
  public PluginChoice {
    options = options == null ? Map.of() : new TreeMap<>(options);
  }
}
