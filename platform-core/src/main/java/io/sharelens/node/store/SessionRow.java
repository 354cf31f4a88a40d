package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * A session between nodes.
 *
 * @param id UUID, equal at all nodes
 * @param kind {@code control}, {@code extract} or {@code search}
 * @param state {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code CANCELLED}
 * @param reason why it failed; null otherwise
 * @param failedNode where it failed; null if unknown or not failed
 * @param epoch epoch that it named
 * @param meters JSON list of {@code io.sharelens.api.SessionInfo.LinkMeter}
 * @param ledger JSON object: label to number of opened words or bits
 * @param learned JSON object: label to list of the nodes that learned it; null where that was not
 *     recorded
 * @param started UTC milliseconds
 * @param ended UTC milliseconds; null while it runs
 */
public record SessionRow(
    String id,
    String kind,
    String state,
    @Nullable String reason,
    @Nullable Integer failedNode,
    long epoch,
    String meters,
    String ledger,
    @Nullable String learned,
    long started,
    @Nullable Long ended) {}
