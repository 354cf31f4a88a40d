package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/** Opens sessions to other parties' {@link TlsPartyServer}s. */
public final class TlsPartyLink {
  private TlsPartyLink() {}

  /**
   * Connects, authenticates both ends and opens a session.
   *
   * @param identity of this node; {@code hello.from()} must be its party
   * @param host of party {@code hello.to()}
   * @return the open channel, owned by the caller
   * @throws LensException RESOURCES {@code peer-unreachable} or {@code peer-lost} if the peer does
   *     not answer in time; PROTOCOL {@code tls-refused} or {@code wrong-certificate} if it is not
   *     who it should be or does not take this node's certificate; PROTOCOL with the peer's own
   *     code if it refuses the session
   */
  public static PartyChannel connect(
      TlsIdentity identity, String host, int port, SessionHello hello, ChannelLimits limits) {
    return connect(identity, host, port, hello, limits, certificate -> {});
  }

  /**
   * As above.
   *
   * @param shown told of the peer's certificate as soon as TLS has verified it, whatever the peer
   *     says then
   */
  public static PartyChannel connect(
      TlsIdentity identity,
      String host,
      int port,
      SessionHello hello,
      ChannelLimits limits,
      Consumer<X509Certificate> shown) {
    if (hello.from() != identity.party()) {
      String text = "party " + hello.from() + " is not this node, party " + identity.party();
      throw LensException.internal("bad-hello", text);
    }
    String peer = "party " + hello.to() + " at " + host + ":" + port;
    long opened = System.nanoTime();
    Socket raw = new Socket();
    ScheduledFuture<?> late =
        TlsSockets.WATCHDOG.schedule(
            () -> TlsSockets.drop(raw), limits.handshake().toNanos(), TimeUnit.NANOSECONDS);
    boolean open = false;
    try {
      PartyChannel channel = open(identity, raw, host, port, hello, limits, peer, opened, shown);
      open = true;
      return channel;
    } catch (IOException e) {
      throw tooLate(opened, limits) ? deadline(peer, limits, e) : TlsSockets.refused(peer, e);
    } finally {
      late.cancel(false);
      if (!open) {
        TlsSockets.drop(raw);
      }
    }
  }

  private static PartyChannel open(
      TlsIdentity identity,
      Socket raw,
      String host,
      int port,
      SessionHello hello,
      ChannelLimits limits,
      String peer,
      long opened,
      Consumer<X509Certificate> shown)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("host name unknown");
    }
    raw.connect(address);
    raw.setTcpNoDelay(true);
    SSLSocket tls =
        (SSLSocket) identity.context().getSocketFactory().createSocket(raw, host, port, true);
    TlsSockets.configure(tls);
    tls.startHandshake();
    int other = TlsIdentity.peerOf(tls.getSession());
    if (other != hello.to()) {
      throw LensException.protocol(
          "wrong-certificate", peer + " shows the certificate of party " + other);
    }
    shown.accept(TlsIdentity.certificateOf(tls.getSession()));
    Handshake.writeHello(tls.getOutputStream(), hello, Handshake.VERSION);
    Handshake.readAnswer(tls.getInputStream(), peer);
    return new TlsChannel(hello.from(), hello.to(), hello.tag(), raw, tls, limits, opened);
  }

  private static boolean tooLate(long opened, ChannelLimits limits) {
    return System.nanoTime() - opened >= limits.handshake().toNanos();
  }

  private static LensException deadline(String peer, ChannelLimits limits, IOException e) {
    String text = peer + " did not answer within " + limits.handshake().toMillis() + " ms";
    return LensException.resources("peer-unreachable", text, e);
  }
}
