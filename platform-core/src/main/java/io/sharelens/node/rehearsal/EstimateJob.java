package io.sharelens.node.rehearsal;

import io.sharelens.api.QueryEstimate;
import io.sharelens.api.QueryEstimate.Result;
import io.sharelens.api.QueryEstimate.Size;
import io.sharelens.api.QueryEstimate.State;
import io.sharelens.api.SchemeView;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One estimate from being asked for to its end. Thread-safe. */
final class EstimateJob {
  private final String id = UUID.randomUUID().toString();
  private final String key;
  private final SchemeView scheme;
  private final String summary;
  private final Size size;
  private final Quiet quiet;
  private final Clock clock;
  private final String created;
  private State state = State.QUEUED;
  private String step = "";
  private int done;
  private int total;
  private @Nullable String cause;
  private @Nullable Result result;
  private @Nullable String ended;

  EstimateJob(String key, SchemeView scheme, String summary, Size size, Quiet quiet, Clock clock) {
    this.key = key;
    this.scheme = scheme;
    this.summary = summary;
    this.size = size;
    this.quiet = quiet;
    this.clock = clock;
    this.created = clock.instant().toString();
  }

  String id() {
    return id;
  }

  /** Scheme, model and size. */
  String key() {
    return key;
  }

  Size size() {
    return size;
  }

  Quiet quiet() {
    return quiet;
  }

  synchronized boolean over() {
    return state.over();
  }

  /** Whether whoever asks the same gets this one. */
  synchronized boolean worthKeeping() {
    return !quiet.cancelled() && state != State.FAILED && state != State.CANCELLED;
  }

  synchronized void running() {
    state = State.RUNNING;
  }

  synchronized void step(String what, int stepsDone, int of) {
    step = what;
    done = stepsDone;
    total = of;
  }

  synchronized void done(Result found) {
    result = found;
    end(State.DONE);
  }

  synchronized void ended(State how, String why) {
    if (!state.over()) {
      cause = why;
      end(how);
    }
  }

  /** Whoever waits for its turn need not wait for its end. */
  synchronized void cancelIfQueued() {
    if (state == State.QUEUED) {
      ended(State.CANCELLED, "cancelled: by an administrator");
    }
  }

  private void end(State how) {
    state = how;
    step = "";
    ended = clock.instant().toString();
  }

  synchronized QueryEstimate view() {
    return new QueryEstimate(
        id, state, step, done, total, cause, scheme, summary, size, result, created, ended);
  }
}
