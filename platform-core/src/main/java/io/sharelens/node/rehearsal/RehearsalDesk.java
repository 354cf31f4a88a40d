package io.sharelens.node.rehearsal;

import io.sharelens.api.CostRequest;
import io.sharelens.api.QueryEstimate;
import io.sharelens.api.QueryEstimate.Size;
import io.sharelens.api.QueryEstimate.State;
import io.sharelens.api.SchemeChoice;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.choice.ChosenScheme;
import io.sharelens.node.choice.LeakageSentence;
import io.sharelens.node.choice.SchemeCatalogue;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates that administrators ask for: one at a time, never while a search runs, and each only
 * once for a scheme, model and size. Thread-safe.
 */
public final class RehearsalDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RehearsalDesk.class);
  private static final int USUAL_K = 10;
  private static final int KEPT = 100;
  private static final int WAITING = 16;

  private final SchemeCatalogue catalogue;
  private final ChosenScheme chosen;
  private final ModelPick models;
  private final Rehearsal rehearsal;
  private final IntSupplier pictures;
  private final Limits limits;
  private final Clock clock;
  private final Map<String, EstimateJob> jobs = new LinkedHashMap<>();
  private final ThreadPoolExecutor worker;

  /**
   * What bounds estimates.
   *
   * @param searches whether a search runs or waits
   * @param maxK most results that a search may ask for
   */
  public record Limits(BooleanSupplier searches, int maxK) {}

  /**
   * @param pictures that can be found now
   */
  public RehearsalDesk(
      SchemeCatalogue catalogue,
      ChosenScheme chosen,
      ModelPick models,
      Rehearsal rehearsal,
      IntSupplier pictures,
      Limits limits,
      Clock clock) {
    this.catalogue = catalogue;
    this.chosen = chosen;
    this.models = models;
    this.rehearsal = rehearsal;
    this.pictures = pictures;
    this.limits = limits;
    this.clock = clock;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("rehearsal").priority(Thread.MIN_PRIORITY).factory());
    worker.allowCoreThreadTimeOut(true);
  }

  /**
   * Asks for an estimate; the same one again where it was asked for before.
   *
   * @throws LensException USER why there can be none
   */
  public QueryEstimate ask(CostRequest request) {
    SchemeChoice choice = request.choice();
    SchemeFile file = chosen.of(choice == null ? SchemeChoice.named(null) : choice);
    Scheme scheme = catalogue.check(file);
    int k = request.k() == null ? USUAL_K : request.k();
    if (k < 1 || k > limits.maxK()) {
      throw LensException.user("bad-k", "k must be from 1 to " + limits.maxK() + ", not " + k);
    }
    int n = pictures.getAsInt();
    if (n < 1) {
      throw LensException.user(
          "nothing-to-search", "no picture can be found yet; owners have to bring some first");
    }
    ModelPick.Pick pick = models.of(scheme);
    String key = scheme.digest() + " " + pick.sha256() + " " + n + " " + k;
    synchronized (jobs) {
      for (EstimateJob j : jobs.values()) {
        if (j.key().equals(key) && j.worthKeeping()) {
          return j.view();
        }
      }
      if (jobs.values().stream().filter(j -> !j.over()).count() >= WAITING) {
        throw LensException.resources(
            "busy", WAITING + " estimates wait already; try again later", null);
      }
      int[] sizes = models.sizes(pick);
      EstimateJob job =
          new EstimateJob(
              key,
              catalogue.view(file),
              LeakageSentence.of(scheme),
              new Size(n, sizes[1], k, pick.sha256(), sizes[0]),
              new Quiet(limits.searches()),
              clock);
      jobs.put(job.id(), job);
      if (jobs.size() > KEPT) {
        jobs.values().stream()
            .filter(EstimateJob::over)
            .findFirst()
            .ifPresent(oldest -> jobs.remove(oldest.id()));
      }
      worker.execute(() -> run(job, scheme, pick));
      return job.view();
    }
  }

  private void run(EstimateJob job, Scheme scheme, ModelPick.Pick pick) {
    try {
      job.quiet().await();
      job.running();
      List<String> notes = new ArrayList<>();
      if (pick.drawn()) {
        notes.add(
            "No published model has "
                + (scheme.file().sharedWeights() ? "shared" : "public")
                + " weights: drawn ones took their place.");
      }
      if (!scheme.threeServers()) {
        notes.add("All dealer material is dealt during the query, none comes from a stock.");
      }
      job.done(
          rehearsal.run(
              scheme,
              models.open(pick, scheme),
              job.size().pictures(),
              job.size().k(),
              notes,
              job.quiet(),
              job::step));
    } catch (LensException e) {
      job.ended(
          job.quiet().cancelled() ? State.CANCELLED : State.FAILED,
          e.code() + ": " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("the rehearsal of {} failed", scheme.name(), e);
      job.ended(State.FAILED, "defect: unexpected: " + e);
    }
  }

  /** Estimates, the newest first. */
  public List<QueryEstimate> list() {
    synchronized (jobs) {
      return jobs.values().stream().map(EstimateJob::view).toList().reversed();
    }
  }

  /**
   * @throws LensException USER {@code no-such-estimate}
   */
  public QueryEstimate find(String id) {
    return job(id).view();
  }

  /**
   * Ends an estimate that is not over, or forgets one that is.
   *
   * @throws LensException USER {@code no-such-estimate}
   */
  public void cancel(String id) {
    EstimateJob job = job(id);
    if (job.over()) {
      synchronized (jobs) {
        jobs.remove(id);
      }
      return;
    }
    job.quiet().cancel();
    job.cancelIfQueued();
  }

  private EstimateJob job(String id) {
    synchronized (jobs) {
      EstimateJob job = jobs.get(id);
      if (job == null) {
        throw LensException.user(
            "no-such-estimate", "there is no estimate " + id + "; ask for one again");
      }
      return job;
    }
  }

  @Override
  public void close() {
    synchronized (jobs) {
      jobs.values().forEach(j -> j.quiet().cancel());
    }
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warn("a rehearsal did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
