package io.sharelens.client.gateway;

import java.util.List;

/**
 * What the gateway answers to a search.
 *
 * @param searchId id of the search
 * @param epoch number of the epoch that was searched
 * @param seconds from request to answer on this machine
 * @param results nearest first
 */
record GatewayAnswer(String searchId, long epoch, double seconds, List<Result> results) {
  GatewayAnswer {
    results = List.copyOf(results);
  }

  /**
   * A picture.
   *
   * @param picture path of the original file at this gateway
   */
  record Result(
      int rank, String id, String owner, String mediaType, long bytes, int score, String picture) {}
}
