package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * A model file.
 *
 * @param sha256 hex digest of the file
 * @param version number of the publication; null while staged
 * @param state {@code STAGED}, {@code PUBLISHED} or {@code RETIRED}
 * @param file name below the models folder
 * @param bytes size
 * @param created UTC milliseconds
 */
public record ModelRow(
    String sha256, @Nullable Integer version, String state, String file, long bytes, long created) {
  public static final String STAGED = "STAGED";
  public static final String PUBLISHED = "PUBLISHED";
  public static final String RETIRED = "RETIRED";
}
