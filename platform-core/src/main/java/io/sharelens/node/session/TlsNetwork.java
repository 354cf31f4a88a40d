package io.sharelens.node.session;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.channel.TlsPartyLink;
import io.sharelens.node.config.Peer;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reaches the other nodes over mutual TLS. */
public final class TlsNetwork implements PartyNetwork {
  private final TlsIdentity identity;
  private final Map<Integer, Peer> peers;

  public TlsNetwork(TlsIdentity identity, java.util.List<Peer> peers) {
    this.identity = identity;
    this.peers = peers.stream().collect(Collectors.toMap(Peer::node, p -> p));
  }

  @Override
  public PartyChannel open(
      int party, UUID session, String kind, byte[] hello, ChannelLimits limits) {
    Peer peer = peers.get(party);
    if (peer == null) {
      throw io.sharelens.mpc.error.LensException.user(
          "unknown-peer", "the configuration of this node names no node " + party);
    }
    return TlsPartyLink.connect(
        identity,
        peer.host(),
        peer.port(),
        new SessionHello(session, identity.party(), party, kind, hello),
        limits);
  }
}
