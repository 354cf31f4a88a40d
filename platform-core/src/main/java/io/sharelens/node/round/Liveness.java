package io.sharelens.node.round;

import io.sharelens.node.store.RoundOwnerRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which owners a round waits for: those that were heard of lately, however slow they are. */
final class Liveness {
  private final Clock clock;
  private final Supplier<Duration> silence;

  /**
   * @param silence an owner not heard of for so long is not waited for
   */
  Liveness(Clock clock, Supplier<Duration> silence) {
    this.clock = clock;
    this.silence = silence;
  }

  /**
   * Owners to wait for.
   *
   * @param joined owners of the round
   * @param done owners that are through with the phase
   * @param left owners that left
   */
  List<RoundOwnerRow> waitedFor(List<RoundOwnerRow> joined, Set<String> done, Set<String> left) {
    long since = clock.millis() - silence.get().toMillis();
    return joined.stream()
        .filter(o -> !done.contains(o.owner()) && !left.contains(o.owner()) && o.seen() >= since)
        .toList();
  }
}
