package io.sharelens.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session between nodes, as recorded at one of them.
 *
 * @param id equal at all nodes
 * @param kind {@code search}, {@code extract}, {@code stock}, {@code build}, {@code weights} or
 *     {@code aggregate}
 * @param state {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code CANCELLED}
 * @param reason why it failed; null otherwise
 * @param failedNode node at which it failed; null where unknown or not failed
 * @param epoch number of the epoch that it named
 * @param meters what went over each link
 * @param ledger what was opened: label to number of words or bits
 * @param learned which nodes learned what was opened under a label; empty for sessions of before
 *     this was recorded
 * @param started ISO-8601
 * @param ended ISO-8601, null while it runs
 * @param seconds from start to end; null while it runs
 */
public record SessionInfo(
    String id,
    String kind,
    String state,
    @Nullable String reason,
    @Nullable Integer failedNode,
    long epoch,
    List<LinkMeter> meters,
    Map<String, Long> ledger,
    Map<String, List<Integer>> learned,
    String started,
    @Nullable String ended,
    @Nullable Double seconds) {
  public SessionInfo {
    meters = List.copyOf(meters);
    ledger = Map.copyOf(ledger);
    learned = Map.copyOf(learned);
  }

  /** Payload bytes, frames and rounds of the link to one peer. */
  public record LinkMeter(
      int peer, long sentBytes, long receivedBytes, long sentFrames, long rounds) {}
}
