package io.sharelens.spi;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A plugin's options from the scheme's YAML. Unknown keys are refused by {@link #allow}. */
public record PluginConfig(String plugin, Map<String, String> options) {
  public PluginConfig {
    options = Map.copyOf(options);
  }

  public static PluginConfig empty(String plugin) {
    return new PluginConfig(plugin, Map.of());
  }

  /** Fails with the list of known keys if there is any other. */
  public PluginConfig allow(String... known) {
    Set<String> names = Set.of(known);
    for (String key : options.keySet()) {
      if (!names.contains(key)) {
        throw LensException.user(
            "unknown-option", plugin + " has no option '" + key + "'; it knows " + names);
      }
    }
    return this;
  }

  public String text(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  /** One of {@code values} by its name in lower case; the first where the option is not set. */
  @SafeVarargs
  public final <E extends Enum<E>> E choice(String key, E... values) {
    String v = options.get(key);
    if (v == null) {
      return values[0];
    }
    List<String> names = Arrays.stream(values).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    int i = names.indexOf(v);
    if (i < 0) {
      String most = String.join(", ", names.subList(0, names.size() - 1));
      throw LensException.user(
          "bad-option",
          plugin + ": " + key + " must be " + most + " or " + names.getLast() + ", not " + v);
    }
    return values[i];
  }

  /** A whole number within bounds. */
  public int number(String key, int otherwise, int min, int max) {
    String v = options.get(key);
    if (v == null) {
      return otherwise;
    }
    try {
      int n = Integer.parseInt(v.trim());
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both causes
    }
    throw LensException.user(
        "bad-option",
        plugin + ": " + key + " must be a whole number from " + min + " to " + max + ", not " + v);
  }

  /** A finite decimal number within bounds, both included. */
  public double decimal(String key, double otherwise, double min, double max) {
    String v = options.get(key);
    if (v == null) {
      return otherwise;
    }
    try {
      double d = Double.parseDouble(v.trim());
      if (d >= min && d <= max) {
        return d;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both causes
    }
    throw LensException.user(
        "bad-option",
        plugin + ": " + key + " must be a number from " + min + " to " + max + ", not " + v);
  }
}
