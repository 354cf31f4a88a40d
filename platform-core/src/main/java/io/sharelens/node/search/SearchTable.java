package io.sharelens.node.search;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.SearchAnswer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Searches that run, and the last ones that ended, for clients that ask again. Thread-safe. */
final class SearchTable {
  /** Answers hold ids and places of files, not the files; still, they are not kept for ever. */
  private static final int REMEMBERED = 200;

  private final Map<UUID, SearchTask> tasks = new LinkedHashMap<>();
  private final Map<UUID, CompletableFuture<SearchAnswer>> answers = new LinkedHashMap<>();

  synchronized void put(SearchTask task) {
    if (tasks.putIfAbsent(task.id(), task) != null) {
      throw LensException.user("job-exists", "the search id " + task.id() + " was used before");
    }
    Iterator<Map.Entry<UUID, SearchTask>> oldest = tasks.entrySet().iterator();
    while (tasks.size() > REMEMBERED && oldest.hasNext()) {
      Map.Entry<UUID, SearchTask> e = oldest.next();
      if (e.getValue().answer().isDone()) {
        oldest.remove();
        answers.remove(e.getKey());
      }
    }
    notifyAll();
  }

  synchronized void answer(SearchTask task, CompletableFuture<SearchAnswer> answer) {
    answers.put(task.id(), answer);
  }

  synchronized Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId) {
    return task(user, searchId).flatMap(t -> Optional.ofNullable(answers.get(t.id())));
  }

  synchronized Optional<SearchTask> task(String user, String searchId) {
    return tasks.values().stream()
        .filter(t -> t.request().searchId().equals(searchId) && t.request().user().equals(user))
        .findFirst();
  }

  /** Ends what runs: the node is shutting down. */
  void cancelAll() {
    List<SearchTask> all;
    synchronized (this) {
      all = List.copyOf(tasks.values());
    }
    for (SearchTask t : all) {
      if (!t.answer().isDone()) {
        t.run().cancel();
        t.answer()
            .completeExceptionally(
                LensException.resources("shutting-down", "this node is shutting down", null));
      }
    }
  }

  /** Waits for the client's request; null if it does not come in time. */
  synchronized @Nullable SearchTask await(UUID id, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (!tasks.containsKey(id)) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return null;
        }
        wait(left);
      }
      return tasks.get(id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
