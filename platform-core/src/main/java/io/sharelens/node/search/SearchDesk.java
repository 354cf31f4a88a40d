package io.sharelens.node.search;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.job.JobBoard;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.service.SearchService;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.Slots;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes searches in from clients and sees to it that each one is answered in time. */
public final class SearchDesk implements SearchService {
  private static final String CANCELLED = "cancelled";

  private final NodeContext node;
  private final EpochBook epochs;
  private final JobBoard jobs;
  private final Slots slots;
  private final SearchTable table;
  private final Consumer<SearchTask> started;

  /**
   * @param started told of each search that was taken in; node 1 runs it, node 2 waits for node 1
   */
  SearchDesk(
      NodeContext node,
      EpochBook epochs,
      JobBoard jobs,
      Slots slots,
      SearchTable table,
      Consumer<SearchTask> started) {
    this.node = node;
    this.epochs = epochs;
    this.jobs = jobs;
    this.slots = slots;
    this.table = table;
    this.started = started;
  }

  @Override
  public CompletableFuture<SearchAnswer> submit(SearchRequest request) {
    SearchTask task = check(request);
    Slots.Slot slot = slots.search();
    try {
      jobs.start(task.id().toString(), "search", request.user(), 1, node.deadline());
      task.stages().at(Stages.WAITING, 0, 0);
      table.put(task);
    } catch (RuntimeException e) {
      slot.close();
      throw e;
    }
    CompletableFuture<SearchAnswer> answer =
        task.answer()
            .orTimeout(node.deadline().toMillis(), TimeUnit.MILLISECONDS)
            .handle((a, e) -> end(task, slot, a, e))
            .thenApply(a -> a);
    table.answer(task, answer);
    started.accept(task);
    return answer;
  }

  @Override
  public Optional<CompletableFuture<SearchAnswer>> find(String user, String searchId) {
    return table.find(user, searchId);
  }

  @Override
  public boolean cancel(String user, String searchId) {
    Optional<SearchTask> task = table.task(user, searchId);
    task.ifPresent(
        t ->
            t.answer()
                .completeExceptionally(
                    LensException.user(CANCELLED, "the search was cancelled by its user")));
    return task.isPresent();
  }

  private SearchAnswer end(
      SearchTask task, Slots.Slot slot, @Nullable SearchAnswer answer, @Nullable Throwable error) {
    slot.close();
    String id = task.id().toString();
    if (answer != null) {
      jobs.done(id);
      return answer;
    }
    task.taken().set(true);
    task.run().cancel();
    LensException why = asLens(error);
    if (why.code().equals(CANCELLED)) {
      jobs.cancelled(id, why.getMessage());
    } else {
      jobs.failed(id, why.code() + ": " + why.getMessage());
    }
    throw why;
  }

  private LensException asLens(@Nullable Throwable error) {
    Throwable e =
        error instanceof CompletionException c && c.getCause() != null ? c.getCause() : error;
    if (e instanceof LensException lens) {
      return lens;
    }
    if (e instanceof TimeoutException) {
      return LensException.resources(
          "deadline", "the search took longer than " + node.deadline().toSeconds() + " s", e);
    }
    return new LensException(ErrorKind.INTERNAL, "defect", "unexpected: " + e, e);
  }

  private SearchTask check(SearchRequest request) {
    UUID id;
    try {
      id = UUID.fromString(request.searchId());
    } catch (IllegalArgumentException e) {
      throw LensException.user("bad-search-id", "a search id is a UUID");
    }
    if (request.k() < 1 || request.k() > node.limits().maxK()) {
      throw LensException.user(
          "bad-k", "k must be from 1 to " + node.limits().maxK() + ", not " + request.k());
    }
    Epoch epoch;
    try {
      epoch = epochs.require(request.epoch(), request.epochDigest());
    } catch (LensException e) {
      throw new LensException(ErrorKind.USER, e.code(), String.valueOf(e.getMessage()), e);
    }
    List<String> owners =
        List.copyOf(new TreeSet<>(node.store().principals().grantsOf(request.user())));
    if (owners.isEmpty()) {
      throw LensException.user(
          "no-grant",
          "no owner has granted anything to " + request.user() + " at node " + node.node());
    }
    return new SearchTask(
        id,
        request,
        epoch,
        owners,
        new CompletableFuture<>(),
        new SessionRun(),
        (stage, done, total) -> jobs.phase(id.toString(), stage, done, total),
        new AtomicBoolean());
  }
}
