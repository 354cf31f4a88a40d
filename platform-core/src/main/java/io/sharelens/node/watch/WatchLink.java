package io.sharelens.node.watch;

import io.sharelens.mpc.channel.ChannelLimits;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.channel.TlsPartyLink;
import io.sharelens.node.config.Peer;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.SessionKind;
import java.security.cert.X509Certificate;
import java.util.UUID;
import java.util.function.Consumer;

/** How a session of pings with one node is opened. */
@FunctionalInterface
interface WatchLink {
  /**
   * @param shown told of the node's certificate once it is verified
   * @throws io.sharelens.mpc.error.LensException why the node cannot be asked
   */
  PartyChannel open(ChannelLimits limits, Consumer<X509Certificate> shown);

  /** Over mutual TLS. */
  static WatchLink tls(TlsIdentity identity, Peer peer) {
    byte[] hello = Agreement.OF_NO_SCHEME.hello();
    return (limits, shown) ->
        TlsPartyLink.connect(
            identity,
            peer.host(),
            peer.port(),
            new SessionHello(
                UUID.randomUUID(), identity.party(), peer.node(), SessionKind.WATCH, hello),
            limits,
            shown);
  }
}
