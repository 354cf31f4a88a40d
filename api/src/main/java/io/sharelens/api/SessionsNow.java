package io.sharelens.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in short: enough to know when to ask for the list.
 *
 * @param newest id of the one that started last; null if there was none
 * @param started when that was, ISO-8601; null if there was none
 * @param states how many there are in each state
 */
public record SessionsNow(
    @Nullable String newest, @Nullable String started, Map<String, Long> states) {
  public SessionsNow {
    states = Map.copyOf(states);
  }
}
