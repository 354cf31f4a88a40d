package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * A job: a state machine {@code QUEUED -> RUNNING -> DONE | FAILED | CANCELLED}.
 *
 * @param id unique for ever; for a search the client's search id
 * @param kind what it does
 * @param state {@code QUEUED}, {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code CANCELLED}
 * @param owner account that asked for it; null for the node's own
 * @param payload JSON, never with shares
 * @param done units of work finished
 * @param total units of work; 0 if unknown
 * @param cause why it failed; null otherwise
 * @param deadline UTC milliseconds
 * @param created UTC milliseconds
 * @param ended UTC milliseconds; null while it is not over
 */
public record JobRow(
    String id,
    String kind,
    String state,
    @Nullable String owner,
    String payload,
    long done,
    long total,
    @Nullable String cause,
    long deadline,
    long created,
    @Nullable Long ended) {
  public static final String QUEUED = "QUEUED";
  public static final String RUNNING = "RUNNING";
  public static final String DONE = "DONE";
  public static final String FAILED = "FAILED";
  public static final String CANCELLED = "CANCELLED";
}
