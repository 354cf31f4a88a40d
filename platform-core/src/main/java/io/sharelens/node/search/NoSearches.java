package io.sharelens.node.search;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.SearchService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The dealer answers no searches: it must see no share. */
final class NoSearches implements SearchService {
  @Override
  public CompletableFuture<SearchAnswer> submit(SearchRequest request) {
    throw LensException.user("not-a-server", "node 3 is the dealer; it takes no searches");
  }

  @Override
  public Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId) {
    return Optional.empty();
  }
}
