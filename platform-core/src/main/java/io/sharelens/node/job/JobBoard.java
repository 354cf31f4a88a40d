package io.sharelens.node.job;

import io.sharelens.api.JobInfo;
import io.sharelens.node.service.JobService;
import io.sharelens.node.store.JobRow;
import io.sharelens.node.store.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs of this node, durable, with listeners for their progress. Thread-safe. */
public final class JobBoard implements JobService {
  private static final Logger LOG = LoggerFactory.getLogger(JobBoard.class);

  /** Kind of the extraction job. */
  static final String EXTRACT = "extract";

  private final Jobs table;
  private final Clock clock;
  private final Phases phases = new Phases();
  private final Map<String, List<Consumer<JobInfo>>> listeners = new ConcurrentHashMap<>();

  /** Ends what a crash interrupted; make one board in a process. */
  public JobBoard(Jobs table, Clock clock) {
    this.table = table;
    this.clock = clock;
    for (JobRow open : table.open()) {
      table.end(open.id(), JobRow.FAILED, "the node restarted", clock.millis());
    }
  }

  /**
   * A new job that runs.
   *
   * @param owner account that asked for it; null for the node's own
   * @throws io.sharelens.mpc.error.LensException USER {@code job-exists} if the id was used before
   */
  public void start(String id, String kind, @Nullable String owner, long total, Duration deadline) {
    long now = clock.millis();
    table.insert(
        new JobRow(
            id,
            kind,
            JobRow.RUNNING,
            owner,
            "{}",
            0,
            total,
            null,
            now + deadline.toMillis(),
            now,
            null));
  }

  public void progress(String id, long done, long total) {
    table.progress(id, done, total);
    tell(id);
  }

  /**
   * A job that runs is in a phase now.
   *
   * @param done parts of the phase that are done
   * @param total parts of the phase; 0 where unknown
   */
  public void phase(String id, String name, long done, long total) {
    if (phases.note(id, name, done, total)) {
      tell(id);
    }
  }

  public void done(String id) {
    end(id, JobRow.DONE, null);
  }

  public void failed(String id, String cause) {
    end(id, JobRow.FAILED, cause);
  }

  public void cancelled(String id, String cause) {
    end(id, JobRow.CANCELLED, cause);
  }

  private void end(String id, String state, @Nullable String cause) {
    table.end(id, state, cause, clock.millis());
    phases.end(id);
    tell(id);
    listeners.remove(id);
  }

  @Override
  public Optional<JobInfo> find(String id) {
    return table.find(id).map(this::info);
  }

  @Override
  public Optional<String> owner(String id) {
    return table.find(id).map(JobRow::owner);
  }

  @Override
  public List<JobInfo> list(int limit) {
    return table.list(limit).stream().map(this::info).toList();
  }

  @Override
  public Listening listen(String id, Consumer<JobInfo> listener) {
    listeners.computeIfAbsent(id, k -> new CopyOnWriteArrayList<>()).add(listener);
    Optional<JobInfo> now = find(id);
    now.ifPresent(listener);
    if (now.isEmpty() || now.get().over()) {
      forget(id, listener);
    }
    return () -> forget(id, listener);
  }

  private void forget(String id, Consumer<JobInfo> listener) {
    listeners.computeIfPresent(
        id,
        (k, all) -> {
          all.remove(listener);
          return all.isEmpty() ? null : all;
        });
  }

  private void tell(String id) {
    List<Consumer<JobInfo>> all = listeners.get(id);
    if (all == null) {
      return;
    }
    find(id)
        .ifPresent(
            info -> {
              for (Consumer<JobInfo> listener : all) {
                try {
                  listener.accept(info);
                } catch (RuntimeException e) {
                  LOG.debug("a listener of job {} failed: {}", id, e.getMessage());
                }
              }
            });
  }

  private JobInfo info(JobRow r) {
    Long ended = r.ended();
    Phases.Phase phase = ended == null ? phases.of(r.id()) : null;
    boolean parts = phase != null && phase.total() > 0;
    return new JobInfo(
        r.id(),
        r.kind(),
        r.state(),
        phase != null && parts ? phase.done() : r.done(),
        phase != null && parts ? phase.total() : r.total(),
        r.cause(),
        phase == null ? null : phase.name(),
        r.kind().equals(EXTRACT) && r.state().equals(JobRow.FAILED),
        Instant.ofEpochMilli(r.created()).toString(),
        ended == null ? null : Instant.ofEpochMilli(ended).toString());
  }
}
