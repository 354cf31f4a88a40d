package io.sharelens.node.job;

import io.sharelens.node.control.BatchMemory;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.PictureRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The extraction job of node 1: one job from the first due picture until none is left. Used by the
 * coordinator's thread.
 */
final class ExtractionJob {
  /** How long batches run before an epoch makes what is done searchable. */
  private static final Duration SLICE = Duration.ofSeconds(15);

  private static final Duration DEADLINE = Duration.ofDays(7);

  /** Pictures whose rows are made of stored features in one session. */
  private static final int ROWS = 128;

  /** Rounds in a row that may fail before the job does; about two minutes. */
  private static final int MAX_TROUBLE = 7;

  private final NodeContext node;
  private final JobBoard jobs;
  private final BatchRunner batches;
  private final ModelCache models;
  private final WorkView view;
  private @Nullable String id;
  private long done;
  private long total;
  private volatile boolean cancelled;

  ExtractionJob(
      NodeContext node, JobBoard jobs, BatchRunner batches, ModelCache models, WorkView view) {
    this.node = node;
    this.jobs = jobs;
    this.batches = batches;
    this.models = models;
    this.view = view;
  }

  /**
   * Works on what is due, for a while: first rows of stored features, which is quick, then
   * pictures.
   *
   * @param made for those of the pictures whose features both servers have stored, the session that
   *     made them
   * @param words that a batch's largest intermediate result may have, at every server
   * @return whether anything was extracted or given up
   */
  boolean run(String model, List<PictureRef> due, Map<PictureRef, Long> made, long words) {
    String job = begin(due.size());
    List<PictureRef> stored =
        due.stream().filter(r -> made.containsKey(r) && batches.usable(r)).toList();
    List<PictureRef> fresh = new ArrayList<>(due);
    fresh.removeAll(Set.copyOf(stored));
    long until = System.nanoTime() + SLICE.toNanos();
    try {
      if (!stored.isEmpty()) {
        jobs.phase(job, "rows", 0, 0);
      }
      boolean any =
          each(
              job,
              stored,
              ROWS,
              until,
              b -> batches.rows(model, b, b.stream().mapToLong(made::get).toArray()));
      if (!fresh.isEmpty()) {
        jobs.phase(job, "features", 0, 0);
      }
      int size = size(model, words);
      return each(job, fresh, size, until, b -> batches.run(model, b)) || any;
    } finally {
      view.extracting(0);
    }
  }

  private boolean each(
      String job,
      List<PictureRef> due,
      int size,
      long until,
      ToIntFunction<List<PictureRef>> work) {
    boolean any = false;
    for (int at = 0; at < due.size() && !cancelled && System.nanoTime() < until; at += size) {
      List<PictureRef> batch = due.subList(at, Math.min(due.size(), at + size));
      view.extracting(batch.size());
      int ended = work.applyAsInt(batch);
      done += ended;
      any |= ended > 0;
      jobs.progress(job, done, total);
    }
    return any;
  }

  /** Pictures of a batch that all servers' memory can hold. */
  private int size(String model, long words) {
    long each = models.get(model).words() * BatchMemory.parts(node.schemes().target());
    return BatchMemory.pictures(node.limits().extractBatch(), words, each);
  }

  /** Ends the job if there is one. */
  void nothingDue() {
    String job = id;
    if (job != null) {
      jobs.done(job);
      id = null;
    }
  }

  /** A round failed: the job fails too if that goes on; another one is made when work goes on. */
  void troubled(String cause, int failures) {
    String job = id;
    if (job != null && failures >= MAX_TROUBLE) {
      jobs.failed(job, cause);
      id = null;
    }
  }

  void cancel() {
    cancelled = true;
    batches.cancel();
  }

  private String begin(int due) {
    String job = id;
    if (job == null) {
      job = UUID.randomUUID().toString();
      done = 0;
      total = due;
      jobs.start(job, JobBoard.EXTRACT, null, total, DEADLINE);
      id = job;
    }
    total = Math.max(total, done + due);
    return job;
  }
}
