package io.sharelens.node.rehearsal;

import io.sharelens.api.QueryEstimate.Basis;
import io.sharelens.node.config.Endpoint;
import io.sharelens.node.config.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the real links and machines add to a rehearsal on loopback. A round trip is the time that a
 * connection to a node's party port takes.
 */
public final class NetworkModel {
  private static final int TRIES = 5;
  private static final int MILLIS = 1000;
  private static final double MEGABITS = 1000;

  private final List<Peer> peers;
  private final Endpoint own;

  /**
   * @param peers the other nodes
   * @param own this node's party port, for comparison
   */
  public NetworkModel(List<Peer> peers, Endpoint own) {
    this.peers = List.copyOf(peers);
    this.own = own;
  }

  /**
   * What a rehearsal measured.
   *
   * @param seconds of a query
   * @param processorSeconds that the parties used together
   * @param parties threads that computed or dealt
   * @param rounds of the query
   * @param onlineBytes of the query
   */
  public record Rehearsed(
      double seconds, double processorSeconds, int parties, long rounds, long onlineBytes) {}

  /** How long the same takes between the real nodes. */
  public Basis of(Rehearsed r) {
    int cores = Runtime.getRuntime().availableProcessors();
    List<String> assumptions = new ArrayList<>();
    boolean here = peers.stream().allMatch(p -> isHere(p.host()));
    if (here) {
      assumptions.add(
          "The nodes run on this machine and share its "
              + cores
              + " cores, as the rehearsal's parties did.");
      return new Basis(r.seconds(), 0, roundTrip() * 1e3, 0, true, cores, assumptions);
    }
    double compute = alone(r, cores);
    assumptions.add(
        "Each node has a machine like this one with "
            + cores
            + " cores to itself; the rehearsal's parties shared them.");
    double trip = roundTrip();
    OptionalDouble loopback = connect(own.host(), own.port());
    if (trip == 0) {
      assumptions.add("No other node was reached: round trips are taken to be as on loopback.");
    }
    double more = Math.max(0, trip - loopback.orElse(0));
    assumptions.add(
        "Each round waits for one round trip of the slowest link of this node, and links carry "
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

  /** Seconds of the longest round trip to another node; 0 if none answers. */
  private double roundTrip() {
    return peers.stream()
        .map(p -> connect(p.host(), p.port()))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max()
        .orElse(0);
  }

  private static OptionalDouble connect(String host, int port) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      try (Socket socket = new Socket()) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        long start = System.nanoTime();
        socket.connect(address, MILLIS);
        best = Math.min(best, (System.nanoTime() - start) * 1e-9);
      } catch (IOException e) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(best);
  }

  private static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || java.net.NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
