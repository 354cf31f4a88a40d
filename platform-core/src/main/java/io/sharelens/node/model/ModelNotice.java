package io.sharelens.node.model;

import java.util.List;

/**
 * A model that is to be published.
 *
 * @param sha256 of the file
 * @param version number of the publication
 * @param bytes size of the file
 * @param categories ordered class list of the platform
 * @param provenance where it comes from
 */
public record ModelNotice(
    String sha256, int version, long bytes, List<String> categories, Provenance provenance) {
  public ModelNotice {
    categories = List.copyOf(categories);
  }
}
