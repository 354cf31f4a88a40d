package io.sharelens.node.service;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Searches at this node. */
public interface SearchService {
  /**
   * Takes a search in and starts it when the other nodes have it too. Returns at once.
   *
   * @return completes with the answer, or exceptionally with a {@link
   *     io.sharelens.mpc.error.LensException}, in any case before the deadline
   * @throws io.sharelens.mpc.error.LensException USER for a wrong epoch ({@code epoch-differs}), k,
   *     share length, an id that was used before, or if there is nothing to search; RESOURCES
   *     {@code busy} if too many wait
   */
  CompletableFuture<SearchAnswer> submit(SearchRequest request);

  /** A search of this user that was submitted before and is still remembered. */
  Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId);

  /**
   * Ends a search of this user at all nodes, with {@code cancelled}; one that is over stays as it
   * is.
   *
   * @return whether there is such a search
   */
  boolean cancel(String user, String searchId);
}
