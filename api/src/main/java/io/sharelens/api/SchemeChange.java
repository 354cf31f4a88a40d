package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of scheme as one node sees it.
 *
 * @param id of the proposal, the same at all nodes
 * @param name of the proposed scheme
 * @param digest SHA-256 of the proposed scheme with its options
 * @param scheme the whole of the proposed scheme, as a proposal takes it
 * @param parties computing parties of the proposed scheme
 * @param model SHA-256 of the model that it is to serve with
 * @param state where it stands
 * @param cause why it waits, or ended without becoming active; null otherwise
 * @param leakage what the proposed scheme reveals, one sentence for each source
 * @param approved whether this node's administrator approved
 * @param approvals nodes whose administrators approved, as far as it is known here: each node tells
 *     the others within seconds
 * @param waitsFor nodes whose administrators are waited for; empty when all approved or it is over
 * @param done searchable pictures that are ready for the proposed scheme; 0 at node 3
 * @param total pictures that can be found now
 * @param created ISO-8601
 * @param ended ISO-8601; null while it is open
 */
public record SchemeChange(
    String id,
    String name,
    String digest,
    String scheme,
    int parties,
    String model,
    State state,
    @Nullable String cause,
    List<String> leakage,
    boolean approved,
    List<Integer> approvals,
    List<Integer> waitsFor,
    long done,
    long total,
    String created,
    @Nullable String ended) {
  public SchemeChange {
    leakage = List.copyOf(leakage);
    approvals = List.copyOf(approvals);
    waitsFor = List.copyOf(waitsFor);
  }

  /** Where a change of scheme stands. */
  public enum State {
    /** Checked by all nodes; administrators are asked. */
    PROPOSED,
    /** All administrators approved; it begins when no training round runs. */
    APPROVED,
    /** What the new scheme needs is made; the old one serves. */
    STAGING,
    /** The new scheme serves, or served until a later change. */
    ACTIVE,
    /** A node cannot or may not run it, or its administrator rejected it. */
    REFUSED,
    /** Withdrawn at node 1. */
    CANCELLED,
    /** It could not be made ready; the old scheme still serves. */
    FAILED;

    /** Whether nothing will become of it any more, or all has. */
    public boolean over() {
      return this != PROPOSED && this != APPROVED && this != STAGING;
    }
  }
}
