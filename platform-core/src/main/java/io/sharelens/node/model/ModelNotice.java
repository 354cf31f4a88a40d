package io.sharelens.node.model;

import java.util.List;

/**
 * A model that is to be published.
 *
 * @param sha256 of the file
 * @param version number of the publication
 * @param bytes size of the file
 * @param categories ordered class list of the platform
 */
public record ModelNotice(String sha256, int version, long bytes, List<String> categories) {
  public ModelNotice {
    categories = List.copyOf(categories);
  }
}
