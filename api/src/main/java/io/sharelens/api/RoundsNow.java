package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * Training rounds in short: enough to show the present one and to know when to ask for the list.
 *
 * @param running whether a round is not over
 * @param round the one that runs, else the last one; null if there was none
 * @param next when the schedule opens the next one, ISO-8601; null without a schedule, while a
 *     round runs, and at node 2
 */
public record RoundsNow(boolean running, @Nullable RoundInfo round, @Nullable String next) {}
