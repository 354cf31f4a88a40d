package io.sharelens.node.job;

import io.sharelens.node.control.BatchMemory;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.store.PictureRef;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The extraction job of node 1: one job from the first due picture until none is left. Used by the
 * coordinator's thread.
 */
final class ExtractionJob {
  /** How long batches run before an epoch makes what is done searchable. */
  private static final Duration SLICE = Duration.ofSeconds(15);

  private static final Duration DEADLINE = Duration.ofDays(7);

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
   * Extracts batches of what is due, for a while.
   *
   * @param words that a batch's largest intermediate result may have, at both servers
   * @return whether anything was extracted or given up
   */
  boolean run(String model, List<PictureRef> due, long words) {
    String job = begin(due.size());
    int size = BatchMemory.pictures(node.limits().extractBatch(), words, models.get(model).words());
    long until = System.nanoTime() + SLICE.toNanos();
    boolean any = false;
    try {
      for (int at = 0; at < due.size() && !cancelled; at += size) {
        List<PictureRef> batch = due.subList(at, Math.min(due.size(), at + size));
        view.extracting(batch.size());
        int ended = batches.run(model, batch);
        done += ended;
        any |= ended > 0;
        jobs.progress(job, done, total);
        if (System.nanoTime() > until) {
          break;
        }
      }
      return any;
    } finally {
      view.extracting(0);
    }
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
      jobs.start(job, "extract", null, total, DEADLINE);
      id = job;
    }
    total = Math.max(total, done + due);
    return job;
  }
}
