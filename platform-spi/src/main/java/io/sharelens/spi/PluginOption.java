package io.sharelens.spi;

import java.util.List;

/**
 * An option that a plugin takes, for pages and lists; the plugin checks what it is given itself.
 *
 * @param name of it
 * @param usual value where it is not set; empty where that depends on other things
 * @param values that it can have; empty where they are not listed
 * @param meaning in a few words
 */
public record PluginOption(String name, String usual, List<String> values, String meaning) {
  public PluginOption {
    values = List.copyOf(values);
  }

  /** One of listed values, of which the first is usual. */
  public static PluginOption choice(String name, String meaning, String... values) {
    return new PluginOption(name, values[0], List.of(values), meaning);
  }

  /** Any value that fits. */
  public static PluginOption of(String name, String usual, String meaning) {
    return new PluginOption(name, usual, List.of(), meaning);
  }
}
