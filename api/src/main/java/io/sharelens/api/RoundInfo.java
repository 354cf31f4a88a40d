package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training round, as owners and administrators see it.
 *
 * @param number counted from 1, never reused
 * @param state where it stands
 * @param cause why it failed; null otherwise
 * @param origin {@code admin}, {@code schedule} or {@code owner}
 * @param parent SHA-256 of the model that owners start from
 * @param candidate SHA-256 of the model with the new weights, from CALIBRATING on; null before
 * @param model SHA-256 of the published result; null without one
 * @param version of the published result; null without one
 * @param rules what updates keep to
 * @param opened when it began, ISO-8601
 * @param deadline when the present phase ends at the latest, ISO-8601; null when over
 * @param ended ISO-8601; null while it runs
 * @param owners who takes part, by pseudonym
 * @param pictures sum of the contributors' weights; 0 before they are fixed
 * @param phases seconds of each phase that is over
 * @param bytes received of updates at this node, and exchanged between the nodes to open the sum
 * @param lossBefore contributors' mean loss under the parent; null if unknown
 * @param lossAfter reporting owners' mean loss under the result; null if unknown
 * @param precisionBefore precision at 10 of searches among each reporting owner's own labelled
 *     pictures under the parent, mean over the queries; null if unknown
 * @param precisionAfter the same under the result; null if unknown
 * @param removed pseudonyms of leavers whose updates this round's opening removed
 * @param privacy what all rounds told about any one owner; null without noise
 * @param warnings in sentences, such as too few owners to hide one from the others
 */
public record RoundInfo(
    long number,
    RoundState state,
    @Nullable String cause,
    String origin,
    String parent,
    @Nullable String candidate,
    @Nullable String model,
    @Nullable Integer version,
    RoundRules rules,
    String opened,
    @Nullable String deadline,
    @Nullable String ended,
    List<RoundOwner> owners,
    long pictures,
    List<PhaseTime> phases,
    RoundBytes bytes,
    @Nullable Double lossBefore,
    @Nullable Double lossAfter,
    @Nullable Double precisionBefore,
    @Nullable Double precisionAfter,
    List<String> removed,
    @Nullable Privacy privacy,
    List<String> warnings) {
  public RoundInfo {
    owners = List.copyOf(owners);
    phases = List.copyOf(phases);
    removed = List.copyOf(removed);
    warnings = List.copyOf(warnings);
  }

  /**
   * An owner in a round.
   *
   * @param pseudonym stable for an owner, says nothing of its name
   * @param pictures its weight
   * @param step what it last said it does: {@code joined}, {@code training}, {@code uploading},
   *     {@code delivered}, {@code contributed}, {@code reported}, {@code left}, {@code late}
   * @param done progress of that step
   * @param total progress of that step; 0 where unknown
   * @param seen when it was last heard of, ISO-8601
   */
  public record RoundOwner(
      String pseudonym, int pictures, String step, long done, long total, String seen) {}

  /** Seconds that a phase took. */
  public record PhaseTime(RoundState phase, double seconds) {}

  /** Bytes of a round at this node. */
  public record RoundBytes(long received, long exchanged) {}

  /**
   * Differential privacy of one owner's whole contribution.
   *
   * @param epsilon after all rounds so far
   * @param delta of the accountant
   * @param rounds counted
   */
  public record Privacy(double epsilon, double delta, int rounds) {}
}
