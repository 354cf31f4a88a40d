package io.sharelens.testkit;

import io.sharelens.mpc.channel.ChannelMeter;
import java.util.List;
import java.util.Map;

/**
 * What came out of a {@link TwoServers} run, and what it cost. The session's start (seeds) is not
 * counted.
 *
 * @param one server 1
 * @param two server 2
 * @param dealer what the dealer saw
 */
public record Run<R>(Side<R> one, Side<R> two, DealerView dealer) {
  /** Rounds between the servers. */
  public long rounds() {
    return one.peer.rounds();
  }

  /** Bytes that the servers sent each other, both together. */
  public long onlineBytes() {
    return one.peer.sentBytes() + two.peer.sentBytes();
  }

  /** Bytes of material that the dealer sent, to both servers together. */
  public long offlineBytes() {
    return one.dealer.receivedBytes() + two.dealer.receivedBytes();
  }

  /**
   * One server's part. Messages and material are empty without {@link TwoServers#recording}.
   *
   * @param peer meter of the channel to the other server
   * @param dealer meter of the link to the dealer
   * @param openings labels and counts of the ledger
   * @param sent messages to the other server
   * @param received messages from the other server
   * @param material fields from the dealer
   */
  public record Side<R>(
      R result,
      ChannelMeter.Reading peer,
      ChannelMeter.Reading dealer,
      Map<String, Long> openings,
      double seconds,
      List<byte[]> sent,
      List<byte[]> received,
      List<Material> material) {}

  /**
   * All that reaches the dealer, nonces included.
   *
   * @param fromFirst messages of server 1
   * @param fromSecond messages of server 2
   */
  public record DealerView(List<byte[]> fromFirst, List<byte[]> fromSecond) {}
}
