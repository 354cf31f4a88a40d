package io.sharelens.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One publication of a model. A model that is published again after others (a roll back) has two
 * versions.
 *
 * @param version counted from 0, never reused
 * @param sha256 of the model's file
 * @param parent SHA-256 of the model that it was trained from; null for a first one
 * @param origin for people: {@code administrator}, {@code round 3}, {@code roll back to version 2}
 * @param scheme name of the scheme when it was published; empty if not known
 * @param schemeDigest digest of that scheme
 * @param metrics named figures, such as losses and numbers of pictures
 * @param published ISO-8601
 * @param state {@code published} for the newest, else {@code retired}
 * @param searched whether searches use it now: a newer one may still be waiting for its features
 */
public record ModelVersion(
    int version,
    String sha256,
    @Nullable String parent,
    String origin,
    String scheme,
    String schemeDigest,
    Map<String, Double> metrics,
    String published,
    String state,
    boolean searched) {
  public ModelVersion {
    metrics = Map.copyOf(metrics);
  }
}
