package io.sharelens.node.watch;

import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.node.config.Peer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Keeps an eye on the two other nodes, and answers theirs. Thread-safe. */
public final class PeerWatch implements AutoCloseable {
  private final Map<Integer, PeerProbe> probes = new TreeMap<>();
  private final Supplier<SelfNotice> self;

  /**
   * @param self what this node says of itself now
   * @param changed called when a node came back, or says something else of itself than before;
   *     returns at once
   */
  public PeerWatch(
      TlsIdentity identity,
      List<Peer> peers,
      Supplier<SelfNotice> self,
      Clock clock,
      Runnable changed) {
    this.self = self;
    for (Peer peer : peers) {
      probes.put(
          peer.node(), new PeerProbe(peer.node(), WatchLink.tls(identity, peer), clock, changed));
    }
  }

  /** Answers the other nodes' sessions of kind {@code watch}. */
  public SessionAcceptor acceptor() {
    return new WatchServer(self);
  }

  public void start() {
    probes.values().forEach(PeerProbe::start);
  }

  /** Whether a node's administrator approved a change of scheme, as far as it is known here. */
  public boolean approved(int node, String change) {
    PeerProbe probe = probes.get(node);
    SelfNotice said = probe == null ? null : probe.sight().self();
    return said != null && said.approved() && change.equals(said.change());
  }

  SelfNotice self() {
    return self.get();
  }

  /** How the other nodes are seen now, by number. */
  Map<Integer, Sight> sights() {
    Map<Integer, Sight> now = new TreeMap<>();
    probes.forEach((node, probe) -> now.put(node, probe.sight()));
    return now;
  }

  @Override
  public void close() {
    probes.values().forEach(PeerProbe::close);
  }
}
