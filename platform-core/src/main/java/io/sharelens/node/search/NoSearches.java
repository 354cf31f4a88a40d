package io.sharelens.node.search;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.SearchService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Node 3 answers no searches: clients give their shares to nodes 1 and 2 alone. */
final class NoSearches implements SearchService {
  @Override
  public CompletableFuture<SearchAnswer> submit(SearchRequest request) {
    throw LensException.user("not-a-server", "node 3 takes no searches; nodes 1 and 2 do");
  }

  @Override
  public Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId) {
    return Optional.empty();
  }

  @Override
  public boolean cancel(String user, String searchId) {
    return false;
  }
}
