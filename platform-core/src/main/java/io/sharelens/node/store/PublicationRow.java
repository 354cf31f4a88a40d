package io.sharelens.node.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One publication of a model.
 *
 * @param version counted from 0, never reused
 * @param sha256 of the model's file
 * @param parent SHA-256 of the model that it was trained from; null for a first one
 * @param origin who or what published it
 * @param scheme name of the scheme at that time
 * @param schemeDigest its digest
 * @param metrics named figures
 * @param published UTC milliseconds
 */
public record PublicationRow(
    int version,
    String sha256,
    @Nullable String parent,
    String origin,
    String scheme,
    String schemeDigest,
    Map<String, Double> metrics,
    long published) {
  public PublicationRow {
    metrics = Map.copyOf(metrics);
  }
}
