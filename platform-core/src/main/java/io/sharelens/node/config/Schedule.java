package io.sharelens.node.config;

import io.sharelens.mpc.error.LensException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When rounds begin by themselves: {@code off}, {@code daily}, {@code weekly} (Mondays), {@code
 * twice a month} (the 1st and the 15th), {@code monthly} (the 1st), all at 00:00 UTC, or {@code
 * every N hours} (or {@code minutes}) after the round before.
 */
public final class Schedule {
  /** Never. */
  public static final Schedule OFF = new Schedule("off", t -> t);

  private static final Pattern EVERY = Pattern.compile("every (\\d{1,4}) (hours?|minutes?)");
  private static final int MIDDLE = 15;

  private final String text;
  private final UnaryOperator<Instant> next;

  private Schedule(String text, UnaryOperator<Instant> next) {
    this.text = text;
    this.next = next;
  }

  /**
   * @throws LensException USER {@code bad-config} naming what can be written
   */
  public static Schedule parse(String text) {
    String t = text.strip().toLowerCase(Locale.ROOT);
    Matcher every = EVERY.matcher(t);
    if (every.matches() && Integer.parseInt(every.group(1)) > 0) {
      int n = Integer.parseInt(every.group(1));
      Duration step =
          every.group(2).startsWith("hour") ? Duration.ofHours(n) : Duration.ofMinutes(n);
      return new Schedule(t, last -> last.plus(step));
    }
    return switch (t) {
      case "off" -> OFF;
      case "daily" -> days(t, d -> d.plusDays(1));
      case "weekly" -> days(t, d -> d.with(TemporalAdjusters.next(java.time.DayOfWeek.MONDAY)));
      case "twice a month" ->
          days(
              t,
              d ->
                  d.getDayOfMonth() < MIDDLE
                      ? d.withDayOfMonth(MIDDLE)
                      : d.with(TemporalAdjusters.firstDayOfNextMonth()));
      case "monthly" -> days(t, d -> d.with(TemporalAdjusters.firstDayOfNextMonth()));
      default ->
          throw LensException.user(
              "bad-config",
              "'"
                  + text
                  + "' is no schedule; write off, daily, weekly, twice a month, monthly, every N"
                  + " hours or every N minutes");
    };
  }

  /**
   * When the next round is due.
   *
   * @param last beginning of the round before, or when the node was set up
   */
  public Optional<Instant> after(Instant last) {
    return this == OFF ? Optional.empty() : Optional.of(next.apply(last));
  }

  private static Schedule days(String text, UnaryOperator<LocalDate> next) {
    return new Schedule(
        text,
        last ->
            next.apply(last.atOffset(ZoneOffset.UTC).toLocalDate())
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC));
  }

  @Override
  public String toString() {
    return text;
  }
}
