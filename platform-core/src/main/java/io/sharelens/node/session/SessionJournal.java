package io.sharelens.node.session;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.Sessions;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sessions so that each one ends DONE, FAILED with a reason and a node, or CANCELLED, in the
 * database, whatever happens. Thread-safe.
 */
public final class SessionJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SessionJournal.class);

  private final Sessions table;
  private final Clock clock;
  private final int node;

  /** Fails what a crash interrupted; make one journal in a process. */
  public SessionJournal(Sessions table, Clock clock, int node) {
    this.table = table;
    this.clock = clock;
    this.node = node;
    int interrupted = table.failOpen("node " + node + " restarted", clock.millis());
    if (interrupted > 0) {
      LOG.info("{} sessions were interrupted by a restart", interrupted);
    }
  }

  /**
   * Runs {@code body} as session {@code id}. If it throws, the channels it watches are aborted with
   * the reason; in any case they are closed.
   *
   * @throws LensException PROTOCOL {@code session-reused} if the id was used before; else what the
   *     body throws, anything but a LensException as INTERNAL
   */
  public <T> T run(UUID id, String kind, long epoch, Function<SessionRun, T> body) {
    return run(new SessionRun(), id, kind, epoch, body);
  }

  /** As above; the caller may {@link SessionRun#cancel} the run from another thread. */
  public <T> T run(SessionRun run, UUID id, String kind, long epoch, Function<SessionRun, T> body) {
    start(id, kind, epoch);
    try {
      T result = body.apply(run);
      end(id, run, "DONE", null);
      return result;
    } catch (RuntimeException | Error e) {
      LensException why = asLens(e);
      run.abort(String.valueOf(why.getMessage()));
      end(id, run, run.cancelled() ? "CANCELLED" : "FAILED", why);
      LOG.warn("{} session {} failed: {}", kind, id, why.getMessage());
      throw why;
    } finally {
      run.close();
    }
  }

  private void start(UUID id, String kind, long epoch) {
    if (table.find(id.toString()).isPresent()) {
      throw LensException.protocol("session-reused", "session " + id + " was run before");
    }
    table.start(id.toString(), kind, epoch, clock.millis());
  }

  private void end(UUID id, SessionRun run, String state, @Nullable LensException why) {
    table.end(
        id.toString(),
        state,
        why == null ? null : why.code() + ": " + why.getMessage(),
        why == null ? null : run.failedNode(node),
        CanonicalJson.text(run.meters()),
        CanonicalJson.text(run.ledger().counts()),
        CanonicalJson.text(run.ledger().learners()),
        clock.millis());
  }

  private static LensException asLens(Throwable e) {
    if (e instanceof LensException lens) {
      return lens;
    }
    if (e instanceof OutOfMemoryError) {
      return LensException.resources("no-memory", "this node has too little memory", e);
    }
    return new LensException(ErrorKind.INTERNAL, "defect", "unexpected: " + e, e);
  }
}
