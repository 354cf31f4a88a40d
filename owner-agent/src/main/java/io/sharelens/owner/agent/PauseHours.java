package io.sharelens.owner.agent;

import io.sharelens.mpc.error.LensException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * A part of the day, every day, in local time.
 *
 * @param from first minute
 * @param to first minute after; before {@code from} for a part that holds midnight
 */
public record PauseHours(LocalTime from, LocalTime to) {
  /** {@code 08:00-18:30}; USER {@code bad-config} for anything else. */
  public static PauseHours parse(String text) {
    List<String> ends = List.of(text.strip().split("-", -1));
    try {
      if (ends.size() == 2) {
        PauseHours hours =
            new PauseHours(
                LocalTime.parse(ends.getFirst().strip()), LocalTime.parse(ends.getLast().strip()));
        if (!hours.from.equals(hours.to)) {
          return hours;
        }
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw LensException.user("bad-config", "'" + text + "' is no part of a day like 08:00-18:30");
  }

  /** Whether a time of day is in it. */
  public boolean contains(LocalTime time) {
    boolean after = !time.isBefore(from);
    boolean before = time.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
