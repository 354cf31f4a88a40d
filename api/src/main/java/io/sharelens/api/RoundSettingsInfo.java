package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * The settings of training rounds at node 1.
 *
 * @param current what counts now
 * @param file what the node's configuration says
 * @param overridden whether an administrator's settings count in place of the file's
 * @param changed since when they do, ISO-8601; null if they do not
 * @param next when the schedule opens the next round, ISO-8601; null without a schedule
 */
public record RoundSettingsInfo(
    RoundSettings current,
    RoundSettings file,
    boolean overridden,
    @Nullable String changed,
    @Nullable String next) {}
