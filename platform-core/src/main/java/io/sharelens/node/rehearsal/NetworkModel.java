package io.sharelens.node.rehearsal;

import io.sharelens.api.QueryEstimate.Basis;
import io.sharelens.node.config.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What the real links and machines add to a rehearsal on loopback. In a round both parties send at
 * once, so that it takes half a round trip.
 */
public final class NetworkModel {
  private static final double MEGABITS = 1000;

  private final List<Peer> peers;
  private final Supplier<OptionalDouble> roundTrip;

  /**
   * @param peers the other nodes
   * @param roundTrip seconds of a round trip on the slowest link, as measured last; empty if no
   *     other node was reached
   */
  public NetworkModel(List<Peer> peers, Supplier<OptionalDouble> roundTrip) {
    this.peers = List.copyOf(peers);
    this.roundTrip = roundTrip;
  }

  /**
   * What a rehearsal measured.
   *
   * @param seconds of a query
   * @param processorSeconds that the parties used together
   * @param parties threads that computed or dealt
   * @param rounds of the query
   * @param onlineBytes of the query
   * @param roundSeconds that a round of nothing took
   */
  public record Rehearsed(
      double seconds,
      double processorSeconds,
      int parties,
      long rounds,
      long onlineBytes,
      double roundSeconds) {}

  /** How long the same takes between the real nodes. */
  public Basis of(Rehearsed r) {
    int cores = Runtime.getRuntime().availableProcessors();
    double trip = roundTrip.get().orElse(0);
    List<String> assumptions = new ArrayList<>();
    boolean here = peers.stream().allMatch(p -> isHere(p.host()));
    if (here) {
      assumptions.add(
          "The nodes run on this machine and share its "
              + cores
              + " cores, as the rehearsal's parties did.");
      return new Basis(r.seconds(), 0, trip * 1e3, 0, true, cores, assumptions);
    }
    double compute = alone(r, cores);
    assumptions.add(
        "Each node has a machine like this one with "
            + cores
            + " cores to itself; the rehearsal's parties shared them.");
    if (trip == 0) {
      assumptions.add("No other node was reached: rounds are taken to be as short as on loopback.");
    }
    double more = Math.max(0, trip / 2 - r.roundSeconds());
    assumptions.add(
        "Each round takes half a round trip of the slowest link that this node has, and links carry "
            + (long) MEGABITS
            + " Mbit/s, which is not measured.");
    double network = r.rounds() * more + r.onlineBytes() * 8.0 / (MEGABITS * 1e6);
    return new Basis(compute, network, trip * 1e3, MEGABITS, false, cores, assumptions);
  }

  /** Takes out what the parties waited for each other's use of the cores. */
  private static double alone(Rehearsed r, int cores) {
    double others = r.processorSeconds() * (1 - 1.0 / r.parties()) / cores;
    return Math.max(r.seconds() / r.parties(), r.seconds() - others);
  }

  private static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
