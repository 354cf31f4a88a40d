package io.sharelens.node.plugin;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PluginPoint;
import java.util.Map;
import java.util.TreeMap;

/** Extensions of one extension point by name. Refuses two of the same name. */
public final class ExtensionRegistry<T extends PluginPoint> {
  private final String place;
  private final Map<String, Provided<T>> byName = new TreeMap<>();

  /**
   * @param place what a scheme calls this extension point, for example {@code comparison}
   */
  public ExtensionRegistry(String place, Class<T> point, PluginSource source) {
    this.place = place;
    for (Provided<T> p : source.extensions(point)) {
      String name = p.extension().name();
      Provided<T> other = byName.put(name, p);
      if (other != null) {
        throw LensException.user(
            "duplicate-plugin",
            "two plugins offer the "
                + place
                + " '"
                + name
                + "': "
                + other.plugin().id()
                + " and "
                + p.plugin().id());
      }
    }
  }

  /**
   * The extension called {@code name}.
   *
   * @throws LensException USER {@code missing-plugin}, listing the names that there are
   */
  public Provided<T> get(String name) {
    Provided<T> p = byName.get(name);
    if (p == null) {
      throw LensException.user(
          "missing-plugin",
          "no plugin offers the " + place + " '" + name + "'; there are " + byName.keySet());
    }
    return p;
  }
}
