package io.sharelens.owner.agent;

import java.util.List;

/**
 * An agent as its owner sees it.
 *
 * @param state {@code running}, {@code paused}, {@code leaving}, {@code left} or {@code stopping}
 * @param version of the software
 * @param pictures folder that is kept outsourced
 * @param stateFolder of this agent
 * @param nodes their addresses, by number
 * @param status what it does now
 * @param policy what counts now
 * @param filePolicy what the YAML file says
 * @param policyChanged whether those differ by the owner's changes
 * @param training at most; a round may wish for less
 * @param watch how the folder is looked at
 * @param updateBytes of updates that were delivered in the rounds of the history
 */
public record AgentView(
    String state,
    String version,
    String pictures,
    String stateFolder,
    List<String> nodes,
    AgentStatus status,
    Rules policy,
    Rules filePolicy,
    boolean policyChanged,
    Training training,
    Watch watch,
    long updateBytes) {
  public AgentView {
    nodes = List.copyOf(nodes);
  }

  /**
   * A policy.
   *
   * @param pauseHours parts of the day, local time
   */
  public record Rules(
      int roundsPerDay, int cpuPercent, boolean paused, List<String> pauseHours, int requestAfter) {
    public Rules {
      pauseHours = List.copyOf(pauseHours);
    }

    /** For people. */
    public static Rules of(AgentConfig.Policy p) {
      return new Rules(
          p.roundsADay(),
          p.cpuPercent(),
          p.paused(),
          p.pauseHours().stream().map(PauseHours::toString).toList(),
          p.requestAfter());
    }
  }

  /**
   * Limits of local training.
   *
   * @param minOwners fewest owners that hide this one's update
   */
  public record Training(
      int maxEpochs,
      int maxBatch,
      int maxPictures,
      int minOwners,
      long maxModelBytes,
      int threads,
      boolean keepLocalModels,
      boolean acceptNewArchitecture) {
    static Training of(AgentConfig.Training t) {
      return new Training(
          t.limits().maxEpochs(),
          t.limits().maxBatch(),
          t.limits().maxPictures(),
          t.limits().minOwners(),
          t.limits().maxModelBytes(),
          t.threads(),
          t.keepLocalModels(),
          t.acceptNewArchitecture());
    }
  }

  /**
   * How the folder is looked at.
   *
   * @param mostDeletionsPercent more at once wait for a confirmation
   */
  public record Watch(double lookSeconds, boolean deleteMissing, int mostDeletionsPercent) {
    static Watch of(AgentConfig.Watch w) {
      return new Watch(w.look().toMillis() / 1000.0, w.deleteMissing(), w.mostDeletions());
    }
  }
}
