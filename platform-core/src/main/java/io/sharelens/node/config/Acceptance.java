package io.sharelens.node.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node's operator accepts; a scheme that goes beyond it is refused at the start.
 *
 * @param leakage plugins and rankings whose leakage is accepted, by plugin name; null accepts what
 *     the scheme file names
 * @param plugins plugin ids that may be loaded; null for all that lie in the folder
 */
public record Acceptance(@Nullable List<String> leakage, @Nullable List<String> plugins) {
  public Acceptance {
    leakage = leakage == null ? null : List.copyOf(leakage);
    plugins = plugins == null ? null : List.copyOf(plugins);
  }

  /** No restriction beyond the files themselves. */
  public static Acceptance all() {
    return new Acceptance(null, null);
  }
}
