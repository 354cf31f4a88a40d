package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * A job of a node.
 *
 * @param id job id; for a search the search id
 * @param kind {@code search}, {@code extract}, {@code publish}, ...
 * @param state {@code QUEUED}, {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code CANCELLED}
 * @param done units of work finished
 * @param total units of work in all; 0 where unknown
 * @param cause why it failed; null otherwise
 * @param phase what it does now: of a search {@code waiting}, {@code feature}, {@code distance},
 *     {@code ranking}, {@code answer}; of an extraction {@code rows}, {@code features}; done and
 *     total are those of the phase where it has any; null where unknown and when over
 * @param retryable whether an administrator can have it tried again
 * @param created ISO-8601
 * @param ended ISO-8601, null while it runs
 */
public record JobInfo(
    String id,
    String kind,
    String state,
    long done,
    long total,
    @Nullable String cause,
    @Nullable String phase,
    boolean retryable,
    String created,
    @Nullable String ended) {
  /** Whether the job will not change any more. */
  public boolean over() {
    return ended != null;
  }
}
