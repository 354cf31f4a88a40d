package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for other parties' sessions: mutual TLS 1.3, party number from the peer's certificate,
 * handshake, then the acceptor's word. Every connection has a platform thread of its own. A
 * connection that is not a party's costs a log line and at most the handshake's deadline.
 */
public final class TlsPartyServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPartyServer.class);

  /** Connections that may be before the end of their handshake at one time. */
  private static final int MAX_HANDSHAKES = 64;

  private static final long ACCEPT_PAUSE_MILLIS = 100;

  private final TlsIdentity identity;
  private final SessionAcceptor acceptor;
  private final ChannelLimits limits;
  private final ServerSocket listener;
  private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
  private final Set<PartyChannel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private TlsPartyServer(
      TlsIdentity identity, ServerSocket listener, ChannelLimits limits, SessionAcceptor acceptor) {
    this.identity = identity;
    this.listener = listener;
    this.limits = limits;
    this.acceptor = acceptor;
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 lets the system choose; {@link #port} tells
   * @param limits of the handshake; the acceptor sets those of each session
   * @throws LensException RESOURCES {@code port-taken} if the address cannot be bound
   */
  public static TlsPartyServer start(
      TlsIdentity identity,
      InetSocketAddress address,
      ChannelLimits limits,
      SessionAcceptor acceptor) {
    TlsPartyServer server;
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(address, MAX_HANDSHAKES);
      server = new TlsPartyServer(identity, listener, limits, acceptor);
    } catch (IOException e) {
      String text = "party address " + address + " cannot be used: " + e.getMessage();
      throw LensException.resources("port-taken", text, e);
    }
    Thread.ofPlatform()
        .daemon()
        .name("party-" + identity.party() + "-accept")
        .start(server::acceptAll);
    return server;
  }

  /** The port that other parties connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Stops listening and ends the sessions that came through this server. Idempotent. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("closing the party port failed", e);
    }
    open.forEach(c -> c.abort("party " + identity.party() + " shuts down"));
  }

  private void acceptAll() {
    while (!closed) {
      try {
        Socket raw = listener.accept();
        if (handshakes.tryAcquire()) {
          Thread.ofPlatform()
              .daemon()
              .name("party-" + identity.party() + "-from-" + raw.getRemoteSocketAddress())
              .start(() -> serve(raw));
        } else {
          LOG.warn("too many open handshakes: {} is turned away", raw.getRemoteSocketAddress());
          TlsSockets.drop(raw);
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("accepting a party connection failed: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ACCEPT_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a handshake leads to. */
  private record Session(SessionAcceptor.Accepted accepted, PartyChannel channel) {}

  private void serve(Socket raw) {
    Session session = null;
    ScheduledFuture<?> late =
        TlsSockets.WATCHDOG.schedule(
            () -> TlsSockets.drop(raw), limits.handshake().toNanos(), TimeUnit.NANOSECONDS);
    try {
      session = handshake(raw);
    } catch (IOException | RuntimeException e) {
      // Anybody may connect: a line without a stack is what that is worth.
      LOG.warn("connection from {} refused: {}", raw.getRemoteSocketAddress(), e.getMessage());
      TlsSockets.finish(raw);
    } finally {
      late.cancel(false);
      handshakes.release();
      if (session == null) {
        TlsSockets.drop(raw);
      }
    }
    if (session != null) {
      run(session);
    }
  }

  private Session handshake(Socket raw) throws IOException {
    long opened = System.nanoTime();
    raw.setTcpNoDelay(true);
    SSLSocket tls =
        (SSLSocket) identity.context().getSocketFactory().createSocket(raw, null, false);
    TlsSockets.configure(tls);
    tls.startHandshake();
    SessionHello hello;
    SessionAcceptor.Accepted accepted;
    try {
      hello = Handshake.readHello(tls.getInputStream());
      checkParties(hello, TlsIdentity.peerOf(tls.getSession()));
      accepted = decide(hello);
    } catch (LensException refusal) {
      Handshake.writeAnswer(tls.getOutputStream(), refusal);
      tls.shutdownOutput();
      throw refusal;
    }
    Handshake.writeAnswer(tls.getOutputStream(), null);
    PartyChannel channel =
        new TlsChannel(hello.to(), hello.from(), hello.tag(), raw, tls, accepted.limits(), opened);
    return new Session(accepted, channel);
  }

  private void checkParties(SessionHello hello, int certified) {
    if (certified != hello.from()) {
      String text =
          "the certificate is that of party " + certified + ", the hello of party " + hello.from();
      throw LensException.protocol("wrong-certificate", text);
    }
    if (hello.to() != identity.party()) {
      String text = "this is party " + identity.party() + ", not party " + hello.to();
      throw LensException.protocol("wrong-party", text);
    }
    if (hello.from() == hello.to()) {
      throw LensException.protocol("wrong-party", "a party has no session with itself");
    }
  }

  private SessionAcceptor.Accepted decide(SessionHello hello) {
    try {
      return acceptor.decide(hello);
    } catch (LensException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("deciding on {} failed", hello, e);
      throw LensException.internal("internal-error", "party " + identity.party() + " failed");
    }
  }

  private void run(Session session) {
    PartyChannel channel = session.channel();
    open.add(channel);
    try {
      if (closed) {
        channel.abort("party " + identity.party() + " shuts down");
      }
      session.accepted().run().accept(channel);
    } catch (LensException e) {
      channel.abort(e.code() + ": " + e.getMessage());
      LOG.warn("session with party {} failed: {}", channel.peer(), e.getMessage());
    } catch (RuntimeException e) {
      channel.abort("party " + identity.party() + " failed");
      LOG.error("session with party {} failed", channel.peer(), e);
    } finally {
      open.remove(channel);
    }
  }
}
