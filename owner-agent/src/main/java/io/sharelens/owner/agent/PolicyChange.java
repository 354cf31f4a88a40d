package io.sharelens.owner.agent;

import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentConfig.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a policy may be changed while the agent runs; null leaves a value as it is. How many
 * owners have to hide an update is not among it: that stands in the file alone.
 *
 * @param roundsPerDay most rounds begun in 24 hours
 * @param cpuPercent share of the time that training computes
 * @param pauseHours parts of the day like {@code 08:00-18:00}
 * @param requestAfter new pictures after which a round is asked for; 0 for never
 */
public record PolicyChange(
    @Nullable Integer roundsPerDay,
    @Nullable Integer cpuPercent,
    @Nullable List<String> pauseHours,
    @Nullable Integer requestAfter) {
  /** Most parts of a day that anybody needs. */
  private static final int MOST_HOURS = 24;

  PolicyChange checked() {
    in("roundsPerDay", roundsPerDay, 0, AgentConfigFile.MOST_ROUNDS);
    in("cpuPercent", cpuPercent, 1, 100);
    in("requestAfter", requestAfter, 0, Integer.MAX_VALUE);
    if (pauseHours != null) {
      if (pauseHours.size() > MOST_HOURS) {
        throw bad("pauseHours has more than " + MOST_HOURS + " parts");
      }
      try {
        pauseHours.forEach(PauseHours::parse);
      } catch (LensException e) {
        throw bad(e.getMessage());
      }
    }
    if (roundsPerDay == null && cpuPercent == null && pauseHours == null && requestAfter == null) {
      throw bad("nothing to change; known are roundsPerDay, cpuPercent, pauseHours, requestAfter");
    }
    return this;
  }

  /** This, and where it says nothing, an older change. */
  PolicyChange over(@Nullable PolicyChange older) {
    return older == null
        ? this
        : new PolicyChange(
            roundsPerDay != null ? roundsPerDay : older.roundsPerDay,
            cpuPercent != null ? cpuPercent : older.cpuPercent,
            pauseHours != null ? pauseHours : older.pauseHours,
            requestAfter != null ? requestAfter : older.requestAfter);
  }

  Policy applied(Policy to) {
    return new Policy(
        roundsPerDay != null ? roundsPerDay : to.roundsADay(),
        cpuPercent != null ? cpuPercent : to.cpuPercent(),
        to.paused(),
        pauseHours != null ? pauseHours.stream().map(PauseHours::parse).toList() : to.pauseHours(),
        requestAfter != null ? requestAfter : to.requestAfter());
  }

  private static void in(String name, @Nullable Integer value, int from, int to) {
    if (value != null && (value < from || value > to)) {
      throw bad("%s must be from %d to %d, not %d".formatted(name, from, to, value));
    }
  }

  private static LensException bad(String why) {
    return LensException.user("bad-policy", why);
  }
}
