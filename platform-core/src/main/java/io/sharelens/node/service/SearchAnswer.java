package io.sharelens.node.service;

import io.sharelens.api.SearchResult;
import java.util.List;

/**
 * What a search found.
 *
 * @param result the document
 * @param files this node's shares of the files, in the order of the results
 */
public record SearchAnswer(SearchResult result, List<ShareSource> files) {
  public SearchAnswer {
    files = List.copyOf(files);
  }
}
