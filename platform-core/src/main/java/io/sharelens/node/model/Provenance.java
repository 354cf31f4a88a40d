package io.sharelens.node.model;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a publication comes from.
 *
 * @param parent SHA-256 of the model that this one was trained from; null for a first one
 * @param origin for people: {@code administrator}, {@code round 3}, {@code roll back to version 2}
 * @param metrics named figures, such as losses and numbers of pictures
 */
public record Provenance(@Nullable String parent, String origin, Map<String, Double> metrics) {
  /** Published by hand. */
  public static final String ADMINISTRATOR = "administrator";

  public Provenance {
    metrics = Map.copyOf(metrics);
  }

  /** Of a model that an administrator publishes. */
  static Provenance administrator(@Nullable String parent) {
    return new Provenance(parent, ADMINISTRATOR, Map.of());
  }

  /** The same model once more, after others. */
  public Provenance rolledBack(int version) {
    return new Provenance(parent, "roll back to version " + version, metrics);
  }

  /** Sorted, for documents that are compared. */
  public Map<String, Double> sortedMetrics() {
    return new TreeMap<>(metrics);
  }
}
