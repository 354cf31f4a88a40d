package io.sharelens.node.runtime;

import io.sharelens.api.Health;
import io.sharelens.node.config.Peer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Supplier;

/** Whether the other nodes' party ports take connections. */
final class PeerChecks implements Supplier<List<Health.Check>> {
  private static final int MILLIS = 1000;

  private final List<Peer> peers;

  PeerChecks(List<Peer> peers) {
    this.peers = List.copyOf(peers);
  }

  @Override
  public List<Health.Check> get() {
    return peers.parallelStream().map(PeerChecks::check).toList();
  }

  private static Health.Check check(Peer peer) {
    String name = "node-" + peer.node();
    String address = peer.host() + ":" + peer.port();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(peer.host(), peer.port()), MILLIS);
      return new Health.Check(name, true, address + " takes connections");
    } catch (IOException e) {
      return new Health.Check(name, false, address + ": " + e.getMessage());
    }
  }
}
