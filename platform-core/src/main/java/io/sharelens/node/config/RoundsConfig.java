package io.sharelens.node.config;

import java.time.Duration;

/**
 * Training rounds; nodes 1 and 2. Deadlines and triggers count at node 1.
 *
 * @param join how long a round waits for enough owners to join
 * @param collect how long owners may train and upload after that
 * @param aggregate how long the nodes may take to open the sum, with a node that is away
 * @param calibrate how long owners' reports are waited for
 * @param silence an owner not heard of for so long is not waited for
 * @param retention how long shares of updates and opened sums are kept
 * @param quotaBytes most bytes of shares of updates kept here; the oldest rounds' go first
 * @param schedule when rounds begin by themselves
 * @param requestPictures new pictures that an owner needs to ask for a round
 * @param requestPause least time between the beginnings of two rounds that owners ask for
 */
public record RoundsConfig(
    Duration join,
    Duration collect,
    Duration aggregate,
    Duration calibrate,
    Duration silence,
    Duration retention,
    long quotaBytes,
    Schedule schedule,
    int requestPictures,
    Duration requestPause) {
  /** What holds where the file says nothing. */
  public static RoundsConfig defaults() {
    return new RoundsConfig(
        Duration.ofMinutes(60),
        Duration.ofMinutes(1440),
        Duration.ofMinutes(60),
        Duration.ofMinutes(60),
        Duration.ofSeconds(180),
        Duration.ofDays(30),
        64L << 30,
        Schedule.OFF,
        100,
        Duration.ofHours(12));
  }
}
