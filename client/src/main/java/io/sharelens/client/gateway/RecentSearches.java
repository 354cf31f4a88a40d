package io.sharelens.client.gateway;

import io.sharelens.client.reconstruct.SearchOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The last searches, whose pictures can still be fetched; older ones are removed from disk. */
final class RecentSearches implements AutoCloseable {
  private final int keep;
  private final Deque<SearchOutcome> outcomes = new ArrayDeque<>();

  RecentSearches(int keep) {
    this.keep = keep;
  }

  synchronized void add(SearchOutcome outcome) {
    outcomes.addLast(outcome);
    if (outcomes.size() > keep) {
      outcomes.removeFirst().close();
    }
  }

  synchronized Optional<SearchOutcome> find(String searchId) {
    return outcomes.stream().filter(o -> o.searchId().equals(searchId)).findFirst();
  }

  @Override
  public synchronized void close() {
    outcomes.forEach(SearchOutcome::close);
    outcomes.clear();
  }
}
