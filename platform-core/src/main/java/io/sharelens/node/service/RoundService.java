package io.sharelens.node.service;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Training rounds at this node. What is refused is a {@link io.sharelens.mpc.error.LensException}
 * with one of the codes of docs/FEDERATION.md.
 */
public interface RoundService extends Contributions {
  /** The newest first. */
  List<RoundInfo> list(int limit);

  Optional<RoundInfo> find(long number);

  /** The round that is not over. */
  Optional<RoundInfo> current();

  /** An owner takes part; a second call is as one. Node 1 only. */
  RoundInfo join(String owner, long number, RoundJoin join);

  /** Sign of life and progress of an owner that joined. Node 1 only. */
  RoundInfo progress(String owner, long number, RoundProgress progress);

  /** An owner looked at a round: a sign of life, if it takes part. */
  void heard(String owner, long number);

  /** Begins the upload of an update, or tells how far it is. */
  UpdateStatus begin(String owner, long number, UpdatePlan plan);

  /** Appends to an update at {@code offset}. */
  Chunk append(String owner, long number, String attempt, long offset, ByteBuffer bytes);

  /** Verifies an update. Calling it again is no error. */
  UpdateStatus complete(String owner, long number, String attempt);

  /** Takes what an owner measured with the candidate; the last report counts. */
  void report(String owner, long number, RoundReport report);

  /** An owner with many new pictures asks for a round. Node 1 only. */
  RoundInfo request(String owner, RoundRequest request);

  /** An administrator starts a round. Node 1 only. */
  RoundInfo start(RoundRequest request);

  /** An administrator ends a round without a result. Node 1 only. */
  RoundInfo cancel(long number);

  /** When the schedule opens the next round, as far as it is known here. */
  Optional<Instant> next();

  /** When rounds begin and how long their phases last. Node 1 only. */
  RoundSettingsInfo settings();

  /**
   * Replaces the configuration file's settings; they count from the next decision on. Node 1 only.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code bad-settings}
   */
  RoundSettingsInfo settings(RoundSettings settings);

  /** The configuration file's settings count again. Node 1 only. */
  RoundSettingsInfo resetSettings();

  /**
   * What became of a chunk.
   *
   * @param taken whether it was appended; if not, it did not start at the next byte
   * @param offset bytes that are durable now
   */
  record Chunk(boolean taken, long offset) {}
}
