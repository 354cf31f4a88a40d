package io.sharelens.node.control;

import io.sharelens.api.RoundRules;
import io.sharelens.api.RoundState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes 1 and 2 tell each other about a training round. */
public final class RoundMessages {
  private RoundMessages() {}

  /**
   * A round as node 1 has it.
   *
   * @param number of the round
   * @param state where it stands
   * @param cause why it failed
   * @param origin who wanted it
   * @param parent SHA-256 of the model that it starts from
   * @param words length of an update
   * @param rules of updates and training
   * @param opened UTC milliseconds
   * @param phase when the present phase began
   * @param deadline when it ends at the latest
   * @param ended when the round was over
   * @param owners who joined
   * @param reports the set of reports that node 1 wants to commit to, as JSON; null before
   * @param model SHA-256 of the published result
   * @param version of the published result
   * @param lost leavers whose updates cannot be taken out of the model any more
   */
  public record RoundNotice(
      long number,
      RoundState state,
      @Nullable String cause,
      String origin,
      String parent,
      long words,
      RoundRules rules,
      long opened,
      long phase,
      @Nullable Long deadline,
      @Nullable Long ended,
      List<Member> owners,
      @Nullable String reports,
      @Nullable String model,
      @Nullable Integer version,
      List<String> lost) {
    public RoundNotice {
      lost = List.copyOf(lost);
      owners = List.copyOf(owners);
    }
  }

  /** An owner that joined. */
  public record Member(String owner, String pseudonym, int pictures, String step) {}

  /**
   * How far node 2 is.
   *
   * @param updates complete attempts of the round
   * @param set the set of contributors that node 2 committed to, as JSON; null before
   * @param reports owners' reports
   * @param reportSet the set of reports that node 2 committed to, as JSON; null before
   * @param candidate SHA-256 of the candidate that node 2 made; null before
   * @param model SHA-256 of the result that node 2 made; null before
   * @param failure why node 2 cannot go on; null if it can
   * @param left owners that left at node 2
   * @param leaving those of them whose updates are to be taken out
   */
  public record RoundAnswer(
      List<HeldUpdate> updates,
      @Nullable String set,
      List<HeldReport> reports,
      @Nullable String reportSet,
      @Nullable String candidate,
      @Nullable String model,
      @Nullable String failure,
      List<String> left,
      List<String> leaving) {
    public RoundAnswer {
      updates = List.copyOf(updates);
      reports = List.copyOf(reports);
      left = List.copyOf(left);
      leaving = List.copyOf(leaving);
    }
  }

  /**
   * @param digest of the plan
   */
  public record HeldUpdate(String owner, String attempt, String digest, int pictures) {}

  /**
   * @param digest of what both nodes got
   */
  public record HeldReport(String owner, String digest) {}
}
