package io.sharelens.api;

import java.util.List;

/**
 * One node's answer to a search; the shares of the files follow it in the order of the results.
 *
 * @param searchId the client's id of the search
 * @param epoch number of the epoch that was searched
 * @param model SHA-256 (hex) of the model
 * @param results at most k, in the order in which the ranking opened them
 * @param cost what this node measured
 */
public record SearchResult(
    String searchId, long epoch, String model, List<SearchHit> results, SearchCost cost) {
  /**
   * Media type of the answer: 4 bytes (big-endian) length of this record as JSON, the JSON, then
   * the shares of the files back to back.
   */
  public static final String MEDIA_TYPE = "application/vnd.sharelens.result";

  public SearchResult {
    results = List.copyOf(results);
  }
}
