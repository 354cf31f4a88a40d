package io.sharelens.owner.agent;

import io.sharelens.owner.round.RoundOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does, as it says on disk.
 *
 * @param pid of the process that wrote this
 * @param running whether it meant to go on
 * @param started ISO-8601
 * @param updated ISO-8601
 * @param paused why nothing is done; null otherwise
 * @param pictures what is outsourced
 * @param work what is being done for a round
 * @param roundsToday rounds begun in the last 24 hours
 * @param lastRound how the last round ended; null before the first
 * @param nextLook when it looks for a round again, ISO-8601; null while it works
 * @param lastError null if nothing failed since the last success
 */
public record AgentStatus(
    long pid,
    boolean running,
    String started,
    String updated,
    @Nullable String paused,
    Pictures pictures,
    Work work,
    int roundsToday,
    @Nullable RoundOutcome lastRound,
    @Nullable String nextLook,
    @Nullable Failure lastError) {

  /**
   * The folder.
   *
   * @param held pictures that both nodes had after the last run
   * @param leftOut files that are no pictures
   * @param heldDeletions pictures whose files are gone, and that wait for a confirmation
   * @param fresh outsourced since the last round that this owner contributed to
   * @param done files looked at in the run that goes on
   * @param total files of that run; 0 while none goes on
   * @param sent bytes of shares that went to the nodes, ever; up to date after a run
   * @param checked end of the last run, ISO-8601; null before
   */
  public record Pictures(
      int held,
      int leftOut,
      int heldDeletions,
      int fresh,
      int done,
      int total,
      long sent,
      @Nullable String checked) {
    static final Pictures NONE = new Pictures(0, 0, 0, 0, 0, 0, 0, null);

    Pictures withFresh(int other) {
      return new Pictures(held, leftOut, heldDeletions, other, done, total, sent, checked);
    }

    Pictures at(int filesDone, int files) {
      return new Pictures(held, leftOut, heldDeletions, fresh, filesDone, files, sent, checked);
    }
  }

  /**
   * What is done now.
   *
   * @param step {@code idle} or a step of a round
   * @param round its number; null outside
   * @param total 0 where unknown
   */
  public record Work(String step, @Nullable Long round, long done, long total) {
    static final Work IDLE = new Work("idle", null, 0, 0);
  }

  /**
   * Something that failed.
   *
   * @param doing what
   * @param again when it is tried again, ISO-8601; null if it is not
   */
  public record Failure(
      String at, String doing, String code, String message, @Nullable String again) {}
}
