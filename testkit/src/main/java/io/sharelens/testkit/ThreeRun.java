package io.sharelens.testkit;

import java.util.List;
import java.util.Map;

/**
 * What came out of a {@link ThreeServers} run, and what it cost. The session's start (seeds) is not
 * counted.
 *
 * @param sides the parties in order
 */
public record ThreeRun<R>(List<Side<R>> sides) {
  /** Fails unless all parties counted the same rounds. */
  public ThreeRun {
    for (Side<R> s : sides) {
      Side<R> first = sides.getFirst();
      if (s.online.rounds() != first.online.rounds()
          || s.offline.rounds() != first.offline.rounds()) {
        throw new AssertionError("the parties counted different rounds: " + counts(sides));
      }
    }
  }

  private static <R> List<String> counts(List<Side<R>> sides) {
    return sides.stream().map(s -> s.online.rounds() + "+" + s.offline.rounds()).toList();
  }

  /** Party {@code number}'s part. */
  public Side<R> side(int number) {
    return sides.get(number - 1);
  }

  /** Rounds, without those offline. */
  public long rounds() {
    return side(1).online.rounds();
  }

  public long offlineRounds() {
    return side(1).offline.rounds();
  }

  /** Bytes that the three sent each other, without those offline. */
  public long onlineBytes() {
    return sides.stream().mapToLong(s -> s.online.sentBytes()).sum();
  }

  /** Bytes that the three sent each other offline. */
  public long offlineBytes() {
    return sides.stream().mapToLong(s -> s.offline.sentBytes()).sum();
  }

  /**
   * Messages of the longest chain in which each may depend on the one before, offline included; 0
   * without {@link ThreeServers#recording}.
   */
  public int longestChain() {
    return sides.stream().mapToInt(Side::longestChain).max().orElse(0);
  }

  /** A payload and the party that sent it. */
  public record Message(int from, byte[] payload) {}

  /**
   * One party's part. Chain and messages are empty without {@link ThreeServers#recording}.
   *
   * @param online rounds and bytes sent
   * @param offline the same within {@link io.sharelens.spi.PartyContext#offline}
   * @param openings labels and counts of the ledger
   * @param received messages in the order in which this party read them
   */
  public record Side<R>(
      R result,
      ThreeServer.Reading online,
      ThreeServer.Reading offline,
      Map<String, Long> openings,
      double seconds,
      int longestChain,
      List<Message> received) {}
}
