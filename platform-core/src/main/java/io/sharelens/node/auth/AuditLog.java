package io.sharelens.node.auth;

import io.sharelens.api.AuditEntry;
import io.sharelens.node.store.AuditRow;
import io.sharelens.node.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who changed what at this node. Never a secret, never what a request carried. */
public final class AuditLog {
  /** Outcome of what was done. */
  public static final String OK = "ok";

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private final Store store;
  private final Clock clock;

  AuditLog(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Adds a line. What was done is done: that it cannot be written down is said in the node's log.
   *
   * @param caller null where nobody was recognised
   * @param outcome {@link #OK} or a problem's code
   */
  public void write(
      @Nullable Caller caller, String action, String subject, String outcome, String correlation) {
    try {
      store
          .audit()
          .insert(
              new AuditRow(
                  0,
                  clock.millis(),
                  caller == null ? null : caller.name(),
                  caller == null ? null : caller.role().text(),
                  action,
                  subject,
                  outcome,
                  correlation));
    } catch (RuntimeException e) {
      log.error("request {}: {} is missing in the audit log", correlation, action, e);
    }
  }

  /**
   * Lines that fit, the newest first.
   *
   * @param text part of any column; null for all
   * @param actor exactly; null for all
   * @param action exactly, or the part before the dot; null for all
   * @param before lines older than the one with this id
   */
  public List<AuditEntry> list(
      @Nullable String text,
      @Nullable String actor,
      @Nullable String action,
      long before,
      int limit) {
    return store.audit().list(text, actor, action, before, limit).stream()
        .map(
            r ->
                new AuditEntry(
                    r.id(),
                    Instant.ofEpochMilli(r.moment()).toString(),
                    r.actor(),
                    r.role(),
                    r.action(),
                    r.subject(),
                    r.outcome(),
                    r.correlation()))
        .toList();
  }
}
